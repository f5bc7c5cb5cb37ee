/** Flow logs while they run: what routers counted is taken in turns, gathered for each interval, and delivered. */
@NullMarked
package dev.postern.app.flowlog;

import org.jspecify.annotations.NullMarked;
