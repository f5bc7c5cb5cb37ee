package dev.postern.core.ip;

/** IPv4 addresses as unsigned 32-bit numbers held in a long, and their dotted text. */
public final class Ip {
  private Ip() {}

  /** Reads {@code 10.0.0.5}. @throws IllegalArgumentException for anything but four decimal octets without leading zeros. */
  public static long parse(String text) {
    String[] octets = text.split("\\.", -1);
    if (octets.length != 4) {
      throw new IllegalArgumentException("not an IPv4 address: " + text);
    }
    long address = 0;
    for (String octet : octets) {
      if (!octet.matches("0|[1-9]\\d{0,2}") || Integer.parseInt(octet) > 255) {
        throw new IllegalArgumentException("not an IPv4 address: " + text);
      }
      address = address << 8 | Integer.parseInt(octet);
    }
    return address;
  }

  public static String text(long address) {
    return (address >> 24 & 255) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
  }
}
