/** The command line; what must happen before there is a JVM is in the script {@code postern}. */
@NullMarked
package dev.postern.app.cli;

import org.jspecify.annotations.NullMarked;
