/** Says in words where a connection goes, what stops it, and what would mend it. */
@NullMarked
package dev.postern.core.explain;

import org.jspecify.annotations.NullMarked;
