/** Condition, update, projection and key condition expressions: parsed to values and evaluated, nothing else. */
@NullMarked
package dev.postern.engine.dynamodb.expression;

import org.jspecify.annotations.NullMarked;
