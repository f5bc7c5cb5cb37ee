/** Measures whole paths side by side in one run, and a few functions by JMH. */
@NullMarked
package dev.postern.bench;

import org.jspecify.annotations.NullMarked;
