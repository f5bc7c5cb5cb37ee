/** What AWS would charge for what was metered: prices as data, bills as arithmetic. */
@NullMarked
package dev.postern.core.price;

import org.jspecify.annotations.NullMarked;
