/** What network load balancers do with connections: which node leads to which targets. */
@NullMarked
package dev.postern.core.balancing;

import org.jspecify.annotations.NullMarked;
