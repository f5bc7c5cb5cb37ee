/** Makes the kernel hold what the snapshot asks for, and repairs it. */
@NullMarked
package dev.postern.app.reconcile;

import org.jspecify.annotations.NullMarked;
