/** Actions on network interfaces, and how interfaces of all kinds are made. */
@NullMarked
package dev.postern.core.action.ec2.networkinterface;

import org.jspecify.annotations.NullMarked;
