/** Actions on NAT gateways. */
@NullMarked
package dev.postern.core.action.ec2.natgateway;

import org.jspecify.annotations.NullMarked;
