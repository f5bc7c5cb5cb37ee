/** The condition operators: what each says of a key that is absent, empty, present or many-valued. */
@NullMarked
package dev.postern.core.policy.condition;

import org.jspecify.annotations.NullMarked;
