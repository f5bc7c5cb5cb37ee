/** Actions on Elastic IP addresses, and the choice of public addresses. */
@NullMarked
package dev.postern.core.action.ec2.elasticip;

import org.jspecify.annotations.NullMarked;
