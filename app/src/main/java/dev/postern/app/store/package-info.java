/** Keeps the snapshot on disk. */
@NullMarked
package dev.postern.app.store;

import org.jspecify.annotations.NullMarked;
