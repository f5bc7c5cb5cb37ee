/** The few calls of the C library that Postern makes, through Java's foreign function API. */
@NullMarked
package dev.postern.linux.ffm;

import org.jspecify.annotations.NullMarked;
