/** The network's meaning said once: filter, forwarding and endpoint tables compiled from AWS resources. */
@NullMarked
package dev.postern.core.fabric;

import org.jspecify.annotations.NullMarked;
