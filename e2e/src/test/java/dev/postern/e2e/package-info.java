/** The whole program as its users meet it: the script, the clients, the kernel. */
@NullMarked
package dev.postern.e2e;

import org.jspecify.annotations.NullMarked;
