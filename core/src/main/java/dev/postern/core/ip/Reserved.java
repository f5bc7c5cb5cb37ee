package dev.postern.core.ip;

import java.util.List;

/** The blocks that the internet does not carry: private networks (RFC 1918) and shared address space (RFC 6598). */
public final class Reserved {
  private static final List<Cidr> PRIVATE = List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("172.16.0.0/12"), Cidr.parse("192.168.0.0/16"));
  private static final Cidr SHARED = Cidr.parse("100.64.0.0/10");

  private Reserved() {}

  public static boolean isPrivate(long address) {
    return PRIVATE.stream().anyMatch(c -> c.contains(address));
  }

  public static boolean isShared(long address) {
    return SHARED.contains(address);
  }
}
