/** Actions on internet gateways. */
@NullMarked
package dev.postern.core.action.ec2.internetgateway;

import org.jspecify.annotations.NullMarked;
