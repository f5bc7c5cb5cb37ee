/** Inbound endpoints of Route 53 Resolver: addresses in a VPC at which its resolver is asked from elsewhere. */
@NullMarked
package dev.postern.core.action.route53resolver;

import org.jspecify.annotations.NullMarked;
