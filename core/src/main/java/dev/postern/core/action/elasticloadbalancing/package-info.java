/** Actions of the Elastic Load Balancing API (version 2015-12-01) on network load balancers. */
@NullMarked
package dev.postern.core.action.elasticloadbalancing;

import org.jspecify.annotations.NullMarked;
