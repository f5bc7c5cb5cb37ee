/** One class an AWS operation: a function from snapshot and request to the next snapshot and response. */
@NullMarked
package dev.postern.core.action;

import org.jspecify.annotations.NullMarked;
