/** What Postern adds to AWS's API for zones: letting AWS's side of one fail. */
@NullMarked
package dev.postern.core.action.zone;

import org.jspecify.annotations.NullMarked;
