/** Actions on subnets, and the choice of private addresses in them. */
@NullMarked
package dev.postern.core.action.ec2.subnet;

import org.jspecify.annotations.NullMarked;
