/** Actions on VPC endpoints and on the services they reach. */
@NullMarked
package dev.postern.core.action.ec2.endpoint;

import org.jspecify.annotations.NullMarked;
