/** The data plane of network load balancers: connections from their nodes to targets, and health checks. */
@NullMarked
package dev.postern.app.balance;

import org.jspecify.annotations.NullMarked;
