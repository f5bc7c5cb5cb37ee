/** Actions on virtual private gateways, customer gateways and the VPN connections between them. */
@NullMarked
package dev.postern.core.action.ec2.vpn;

import org.jspecify.annotations.NullMarked;
