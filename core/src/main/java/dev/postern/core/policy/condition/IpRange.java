package dev.postern.core.policy.condition;

import java.util.Optional;

/** A block of IPv4 or IPv6 addresses: its first address, 64 bits each in {@code high} and {@code low}, and its prefix length. */
public record IpRange(boolean v6, long high, long low, int length) {
  /** What {@link #v4} gives for a text that is no IPv4 address. */
  public static final long NOT_V4 = -1;

  private static final int V4_BITS = 32;
  private static final int V6_BITS = 128;
  private static final int GROUPS = 8;

  /** Reads a block, or an address, which is a block of one. Host bits may be set; they count for nothing. */
  public static Optional<IpRange> parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    Optional<IpRange> host = address(address);
    if (slash < 0 || host.isEmpty()) {
      return host;
    }
    String digits = text.substring(slash + 1);
    if (!digits.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(digits) > host.get().length) {
      return Optional.empty();
    }
    return Optional.of(host.get().widened(Integer.parseInt(digits)));
  }

  /** The block of one that {@code text} names. */
  public static Optional<IpRange> address(String text) {
    long v4 = v4(text);
    return v4 != NOT_V4 ? Optional.of(new IpRange(false, 0, v4, V4_BITS)) : v6(text);
  }

  private IpRange widened(int prefix) {
    int host = length - prefix;
    long lowMask = host >= 64 ? 0 : -1L << host;
    long highMask = host <= 64 ? -1L : host >= V6_BITS ? 0 : -1L << (host - 64);
    return new IpRange(v6, high & highMask, low & lowMask, prefix);
  }

  public boolean containsV4(long address) {
    return !v6 && (length == 0 || (address ^ low) >>> (V4_BITS - length) == 0);
  }

  public boolean contains(IpRange other) {
    return v6 == other.v6 && length <= other.length && new IpRange(v6, other.high, other.low, other.length).fitted(length).equals(this);
  }

  private IpRange fitted(int prefix) {
    IpRange whole = new IpRange(v6, high, low, v6 ? V6_BITS : V4_BITS);
    return whole.widened(prefix);
  }

  /** An IPv4 address as a number; no octet has a leading zero. */
  public static long v4(String text) {
    long address = 0;
    int octet = -1;
    int octets = 0;
    boolean zero = false;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : '.';
      if (c == '.') {
        if (octet < 0 || ++octets > 4) {
          return NOT_V4;
        }
        address = address << 8 | octet;
        octet = -1;
      } else if (c >= '0' && c <= '9' && !(zero && octet == 0)) {
        zero = octet < 0 && c == '0';
        octet = Math.max(octet, 0) * 10 + (c - '0');
        if (octet > 255) {
          return NOT_V4;
        }
      } else {
        return NOT_V4;
      }
    }
    return octets == 4 ? address : NOT_V4;
  }

  private static Optional<IpRange> v6(String text) {
    if (text.length() > 45 || text.indexOf(':') < 0) {
      return Optional.empty();
    }
    int gap = text.indexOf("::");
    int[] groups = new int[GROUPS];
    int head = fill(gap < 0 ? text : text.substring(0, gap), groups, 0);
    if (gap < 0 ? head != GROUPS : head < 0 || head > GROUPS - 1) {
      return Optional.empty();
    }
    if (gap >= 0) {
      int[] rest = new int[GROUPS];
      int tail = fill(text.substring(gap + 2), rest, 0);
      if (tail < 0 || head + tail > GROUPS - 1) {
        return Optional.empty();
      }
      System.arraycopy(rest, 0, groups, GROUPS - tail, tail);
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < GROUPS / 2; i++) {
      high = high << 16 | groups[i];
      low = low << 16 | groups[i + GROUPS / 2];
    }
    return Optional.of(new IpRange(true, high, low, V6_BITS));
  }

  /** Reads groups between colons, the last two perhaps as an IPv4 address; gives how many, or -1. */
  private static int fill(String text, int[] groups, int from) {
    int count = from;
    if (text.isEmpty()) {
      return count;
    }
    String[] parts = text.split(":", -1);
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i];
      long v4 = i == parts.length - 1 && part.indexOf('.') >= 0 ? v4(part) : NOT_V4;
      if (v4 != NOT_V4 && count + 2 <= GROUPS) {
        groups[count++] = (int) (v4 >>> 16);
        groups[count++] = (int) (v4 & 0xFFFF);
      } else if (part.matches("[0-9A-Fa-f]{1,4}") && count < GROUPS) {
        groups[count++] = Integer.parseInt(part, 16);
      } else {
        return -1;
      }
    }
    return count;
  }

  /** The first address as a request would carry it. */
  public String firstAddress() {
    return text(high, low);
  }

  public String lastAddress() {
    IpRange last = last();
    return text(last.high, last.low);
  }

  private IpRange last() {
    int host = (v6 ? V6_BITS : V4_BITS) - length;
    long lowBits = host >= 64 ? -1L : (1L << host) - 1;
    long highBits = host <= 64 ? 0 : host >= V6_BITS ? -1L : (1L << (host - 64)) - 1;
    return new IpRange(v6, high | highBits, low | lowBits, v6 ? V6_BITS : V4_BITS);
  }

  /** The address before the first, if there is one. */
  public Optional<String> before() {
    return high == 0 && low == 0 ? Optional.empty() : Optional.of(text(low == 0 ? high - 1 : high, low - 1));
  }

  /** The address after the last, if there is one. */
  public Optional<String> after() {
    IpRange last = last();
    boolean isEnd = v6 ? last.high == -1 && last.low == -1 : last.low == 0xFFFFFFFFL;
    return isEnd ? Optional.empty() : Optional.of(text(last.low == -1 ? last.high + 1 : last.high, last.low + 1));
  }

  private String text(long highHalf, long lowHalf) {
    if (!v6) {
      return (lowHalf >>> 24) + "." + (lowHalf >>> 16 & 255) + "." + (lowHalf >>> 8 & 255) + "." + (lowHalf & 255);
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      long half = i < GROUPS / 2 ? highHalf : lowHalf;
      text.append(i == 0 ? "" : ":").append(Long.toHexString(half >>> (48 - 16 * (i % 4)) & 0xFFFF));
    }
    return text.toString();
  }
}
