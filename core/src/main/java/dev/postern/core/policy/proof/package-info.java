/**
 * What policies allow, decided for all requests at once: every statement is a product of sets, one for each thing that requests differ in, and a question
 * is whether some sets leave something over.
 */
@NullMarked
package dev.postern.core.policy.proof;

import org.jspecify.annotations.NullMarked;
