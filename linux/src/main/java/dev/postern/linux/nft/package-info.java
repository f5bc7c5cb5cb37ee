/** The nftables rules of one namespace: the text of a change, and libnftables that carries it. */
@NullMarked
package dev.postern.linux.nft;

import org.jspecify.annotations.NullMarked;
