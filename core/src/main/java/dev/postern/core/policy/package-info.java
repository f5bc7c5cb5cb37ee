/** IAM policies: their documents, and the decision that they make about a request. */
@NullMarked
package dev.postern.core.policy;

import org.jspecify.annotations.NullMarked;
