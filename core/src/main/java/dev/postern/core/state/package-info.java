/** The whole desired state as one immutable value, and what the kernel has of it. */
@NullMarked
package dev.postern.core.state;

import org.jspecify.annotations.NullMarked;
