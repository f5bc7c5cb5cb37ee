/** Actions on DHCP options sets. */
@NullMarked
package dev.postern.core.action.ec2.dhcp;

import org.jspecify.annotations.NullMarked;
