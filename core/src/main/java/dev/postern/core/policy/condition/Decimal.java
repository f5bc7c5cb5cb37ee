package dev.postern.core.policy.condition;

import java.math.BigDecimal;
import java.util.Optional;

/** Numbers as policies and requests write them: exact, and without an object while they are whole and short. */
final class Decimal {
  /** What {@link #whole} gives for a text that is no whole number of at most 18 digits. */
  static final long NOT_WHOLE = Long.MIN_VALUE;

  private static final int LONGEST = 1000;
  private static final int DIGITS = 18;

  private Decimal() {}

  static long whole(String text) {
    int at = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    if (at == text.length() || text.length() - at > DIGITS) {
      return NOT_WHOLE;
    }
    long value = 0;
    for (int i = at; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return NOT_WHOLE;
      }
      value = value * 10 + (c - '0');
    }
    return text.charAt(0) == '-' ? -value : value;
  }

  /** Any decimal number; its exponent has at most four digits, so that it stays small in memory. */
  static Optional<BigDecimal> parse(String text) {
    if (text.length() > LONGEST || !text.matches("[+-]?(\\d++(\\.\\d*+)?|\\.\\d++)([eE][+-]?\\d{1,4})?")) {
      return Optional.empty();
    }
    return Optional.of(new BigDecimal(text));
  }
}
