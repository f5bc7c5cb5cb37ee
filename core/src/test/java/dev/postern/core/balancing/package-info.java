/** Tests of load balancers and of the services that stand behind them. */
@NullMarked
package dev.postern.core.balancing;

import org.jspecify.annotations.NullMarked;
