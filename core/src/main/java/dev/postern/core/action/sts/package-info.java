/** The STS API, and who the caller of a request is. */
@NullMarked
package dev.postern.core.action.sts;

import org.jspecify.annotations.NullMarked;
