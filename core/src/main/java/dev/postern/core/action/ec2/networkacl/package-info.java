/** Actions on network ACLs, their entries and associations. */
@NullMarked
package dev.postern.core.action.ec2.networkacl;

import org.jspecify.annotations.NullMarked;
