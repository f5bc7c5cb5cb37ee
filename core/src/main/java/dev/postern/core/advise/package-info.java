/** Says which endpoint a service's callers need, why, and what each way costs a month. */
@NullMarked
package dev.postern.core.advise;

import org.jspecify.annotations.NullMarked;
