/** The kernel's netlink protocols, as far as Postern speaks them: routes and links, nftables' counters, tracked connections. */
@NullMarked
package dev.postern.linux.netlink;

import org.jspecify.annotations.NullMarked;
