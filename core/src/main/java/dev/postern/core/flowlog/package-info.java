/** Flow log records: what routers counted, put together for one interval and printed as AWS does. */
@NullMarked
package dev.postern.core.flowlog;

import org.jspecify.annotations.NullMarked;
