/** Actions on security groups and their rules. */
@NullMarked
package dev.postern.core.action.ec2.securitygroup;

import org.jspecify.annotations.NullMarked;
