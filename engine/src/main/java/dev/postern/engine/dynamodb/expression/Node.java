package dev.postern.engine.dynamodb.expression;

/** A part of a condition expression: something with a value, or something true or false. */
public sealed interface Node permits Operand, Condition {}
