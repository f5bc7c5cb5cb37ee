/** The instance metadata service at 169.254.169.254. */
@NullMarked
package dev.postern.app.metadata;

import org.jspecify.annotations.NullMarked;
