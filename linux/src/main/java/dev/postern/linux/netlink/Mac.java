package dev.postern.linux.netlink;

import java.util.HexFormat;

/** Ethernet addresses between text such as {@code 02:0a:00:00:00:05} and bytes. */
final class Mac {
  private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

  private Mac() {}

  static byte[] bytes(String text) {
    return COLONS.parseHex(text);
  }

  static String text(byte[] bytes) {
    return COLONS.formatHex(bytes);
  }
}
