/** The model's verdict against the kernel's, on random networks. */
@NullMarked
package dev.postern.e2e.agreement;

import org.jspecify.annotations.NullMarked;
