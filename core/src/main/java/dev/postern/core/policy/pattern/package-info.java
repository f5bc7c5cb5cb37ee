/** Texts with wildcards and policy variables, matched in time linear in the text. */
@NullMarked
package dev.postern.core.policy.pattern;

import org.jspecify.annotations.NullMarked;
