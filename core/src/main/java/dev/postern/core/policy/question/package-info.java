/** Requests with their policies as JSON, one a line: what {@code postern policy} reads and prints. */
@NullMarked
package dev.postern.core.policy.question;

import org.jspecify.annotations.NullMarked;
