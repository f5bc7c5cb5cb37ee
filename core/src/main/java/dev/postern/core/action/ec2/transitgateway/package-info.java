/** Actions on transit gateways, their attachments and route tables. */
@NullMarked
package dev.postern.core.action.ec2.transitgateway;

import org.jspecify.annotations.NullMarked;
