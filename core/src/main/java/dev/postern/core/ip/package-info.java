/** IPv4 addresses, CIDR blocks and ports as values. */
@NullMarked
package dev.postern.core.ip;

import org.jspecify.annotations.NullMarked;
