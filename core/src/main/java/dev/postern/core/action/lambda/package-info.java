/** The Lambda API's stored side: functions, their settings and the interfaces that carry them; running them lives elsewhere. */
@NullMarked
package dev.postern.core.action.lambda;

import org.jspecify.annotations.NullMarked;
