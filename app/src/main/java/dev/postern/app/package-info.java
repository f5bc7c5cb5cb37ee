/** The assembled server: everything is wired here with {@code new}. */
@NullMarked
package dev.postern.app;

import org.jspecify.annotations.NullMarked;
