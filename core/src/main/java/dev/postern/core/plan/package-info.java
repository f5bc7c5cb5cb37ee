/** What the kernel must hold, as a flat set of items that can be compared. */
@NullMarked
package dev.postern.core.plan;

import org.jspecify.annotations.NullMarked;
