/** Sets of strings given by globs: whether some string is in all of these and in none of those, and the shortest one. */
@NullMarked
package dev.postern.core.policy.proof.text;

import org.jspecify.annotations.NullMarked;
