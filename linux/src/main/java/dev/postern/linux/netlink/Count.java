package dev.postern.linux.netlink;

/** What a counter of nftables has counted since it was made; the bytes are those of whole IP packets. */
public record Count(long packets, long bytes) {
  public static final Count ZERO = new Count(0, 0);
}
