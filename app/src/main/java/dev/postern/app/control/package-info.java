/** The single writer: applies actions, commits them, and answers when the kernel carries them. */
@NullMarked
package dev.postern.app.control;

import org.jspecify.annotations.NullMarked;
