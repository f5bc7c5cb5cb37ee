/** Actions on VPC peering connections. */
@NullMarked
package dev.postern.core.action.ec2.peering;

import org.jspecify.annotations.NullMarked;
