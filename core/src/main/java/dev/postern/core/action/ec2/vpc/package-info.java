/** Actions on VPCs. */
@NullMarked
package dev.postern.core.action.ec2.vpc;

import org.jspecify.annotations.NullMarked;
