package dev.postern.core.ip;

/** IPv4 addresses as unsigned 32-bit numbers held in a long, and their dotted text. */
public final class Ip {
  private Ip() {}

  /** Reads {@code 10.0.0.5}. @throws IllegalArgumentException for anything but four decimal octets without leading zeros. */
  public static long parse(String text) {
    // By hand: a VPC's compilation reads every address again.
    long address = 0;
    int at = 0;
    for (int octet = 0; octet < 4; octet++) {
      int start = at;
      int value = 0;
      while (at < text.length() && at < start + 3 && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        value = value * 10 + text.charAt(at++) - '0';
      }
      int digits = at - start;
      boolean ended = octet < 3 ? at < text.length() && text.charAt(at++) == '.' : at == text.length();
      if (digits == 0 || !ended || value > 255 || digits > 1 && text.charAt(start) == '0') {
        throw new IllegalArgumentException("not an IPv4 address: " + text);
      }
      address = address << 8 | value;
    }
    return address;
  }

  /** Whether the text is one. */
  public static boolean isAddress(String text) {
    try {
      return parse(text) >= 0;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  public static String text(long address) {
    return (address >> 24 & 255) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
  }
}
