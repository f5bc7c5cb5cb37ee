/** Walks the fabric for one flow and says where it ends and why. */
@NullMarked
package dev.postern.core.path;

import org.jspecify.annotations.NullMarked;
