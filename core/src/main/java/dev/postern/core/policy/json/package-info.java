/** JSON values that know their place in the text, so that a wrong policy can be told where it is wrong. */
@NullMarked
package dev.postern.core.policy.json;

import org.jspecify.annotations.NullMarked;
