package dev.postern.core.ip;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** IPv6 blocks as text in the one form of RFC 5952, for rules that name them; Postern carries no IPv6 packets. */
public final class Ipv6 {
  private static final int GROUPS = 8;

  private Ipv6() {}

  /** {@code 2001:DB8:0:0::1/64} as {@code 2001:db8::/64}. @throws IllegalArgumentException for anything but an IPv6 block */
  public static String canonicalCidr(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("0|[1-9]\\d{0,2}") || Integer.parseInt(text.substring(slash + 1)) > 128) {
      throw new IllegalArgumentException("not an IPv6 block: " + text);
    }
    int length = Integer.parseInt(text.substring(slash + 1));
    int[] groups = groups(text.substring(0, slash));
    for (int i = 0; i < GROUPS; i++) {
      int kept = Math.clamp(length - 16L * i, 0, 16);
      groups[i] &= 0xFFFF << (16 - kept) & 0xFFFF;
    }
    return text(groups) + "/" + length;
  }

  private static int[] groups(String text) {
    int gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      throw new IllegalArgumentException("two gaps: " + text);
    }
    List<Integer> head = parts(gap < 0 ? text : text.substring(0, gap));
    List<Integer> tail = gap < 0 ? List.of() : parts(text.substring(gap + 2));
    int missing = GROUPS - head.size() - tail.size();
    if (gap < 0 ? missing != 0 : missing < 1) {
      throw new IllegalArgumentException("not an IPv6 address: " + text);
    }
    List<Integer> all = new ArrayList<>(head);
    for (int i = 0; i < missing; i++) {
      all.add(0);
    }
    all.addAll(tail);
    return all.stream().mapToInt(Integer::intValue).toArray();
  }

  private static List<Integer> parts(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    return Arrays.stream(text.split(":", -1))
        .map(part -> {
          if (!part.matches("[0-9A-Fa-f]{1,4}")) {
            throw new IllegalArgumentException("not an IPv6 address: " + text);
          }
          return HexFormat.fromHexDigits(part);
        })
        .toList();
  }

  /** The longest run of two or more zero groups, the first of equals, is written as a gap. */
  private static String text(int[] groups) {
    int from = -1;
    int run = 1;
    for (int i = 0; i < GROUPS; i++) {
      int end = i;
      while (end < GROUPS && groups[end] == 0) {
        end++;
      }
      if (end - i > run) {
        from = i;
        run = end - i;
      }
      i = Math.max(i, end - 1);
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == from) {
        text.append("::");
        i += run - 1;
      } else {
        text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":").append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }
}
