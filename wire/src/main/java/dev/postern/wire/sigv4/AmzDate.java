package dev.postern.wire.sigv4;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Times as signatures write them, {@code 20201111T101530Z}; by hand, because every signed request has one and formatters are slow. */
final class AmzDate {
  private static final int LENGTH = 16;
  private static final int DATE = 8;

  private AmzDate() {}

  static Optional<Instant> parse(String text) {
    if (text.length() != LENGTH || text.charAt(DATE) != 'T' || text.charAt(LENGTH - 1) != 'Z') {
      return Optional.empty();
    }
    for (int i = 0; i < LENGTH - 1; i++) {
      if (i != DATE && (text.charAt(i) < '0' || text.charAt(i) > '9')) {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(
          LocalDateTime.of(number(text, 0, 4), number(text, 4, 6), number(text, 6, 8), number(text, 9, 11), number(text, 11, 13), number(text, 13, 15)).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /** To the second, for a year of four digits. */
  static String format(Instant time) {
    LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
    StringBuilder text = new StringBuilder(LENGTH);
    digits(text, utc.getYear() / 100);
    digits(text, utc.getYear() % 100);
    digits(text, utc.getMonthValue());
    digits(text, utc.getDayOfMonth());
    text.append('T');
    digits(text, utc.getHour());
    digits(text, utc.getMinute());
    digits(text, utc.getSecond());
    return text.append('Z').toString();
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = 10 * number + text.charAt(i) - '0';
    }
    return number;
  }

  private static void digits(StringBuilder text, int number) {
    text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }
}
