/** What was worked out and is kept, in bounded memory. */
@NullMarked
package dev.postern.core.memo;

import org.jspecify.annotations.NullMarked;
