/** Says whether a caller may do what a request asks, by every policy that the state holds and the way on which the request came. */
@NullMarked
package dev.postern.core.authorize;

import org.jspecify.annotations.NullMarked;
