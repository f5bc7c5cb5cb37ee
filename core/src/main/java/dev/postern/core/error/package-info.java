/** What a refused request says: AWS's codes, statuses and messages. */
@NullMarked
package dev.postern.core.error;

import org.jspecify.annotations.NullMarked;
