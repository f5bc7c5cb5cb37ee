/** What gateways that join networks know: which blocks lie behind each, and which of several ways to a block is taken. */
@NullMarked
package dev.postern.core.hybrid;

import org.jspecify.annotations.NullMarked;
