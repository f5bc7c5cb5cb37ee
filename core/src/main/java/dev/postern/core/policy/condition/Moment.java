package dev.postern.core.policy.condition;

/**
 * Dates as policies and requests write them, in microseconds since 1970: seconds since then, or a form of ISO 8601 from the year alone to
 * fractions of a second. What has no time zone is in UTC.
 */
public final class Moment {
  /** What {@link #micros} gives for a text that is no date. */
  public static final long NONE = Long.MIN_VALUE;

  private static final long SECOND = 1_000_000;
  private static final int MICRO_DIGITS = 6;

  private final String text;
  private int at;
  private boolean failed;

  private Moment(String text) {
    this.text = text;
  }

  public static long micros(String text) {
    long seconds = Decimal.whole(text);
    boolean isYear = text.length() == 4;
    if (seconds != Decimal.NOT_WHOLE && !isYear) {
      return Math.abs(seconds) > Long.MAX_VALUE / SECOND ? NONE : seconds * SECOND;
    }
    return new Moment(text).iso();
  }

  /** As a request would carry it. */
  public static String print(long micros) {
    return java.time.Instant.ofEpochSecond(Math.floorDiv(micros, SECOND), Math.floorMod(micros, SECOND) * 1000).toString();
  }

  private long iso() {
    int year = digits(4);
    int month = 1;
    int day = 1;
    long micros = 0;
    if (skip('-')) {
      month = digits(2);
      if (skip('-')) {
        day = digits(2);
        if (skip('T') || skip('t') || skip(' ')) {
          micros = timeOfDay();
        }
      }
    }
    if (failed || at != text.length() || month < 1 || month > 12 || day < 1 || day > daysIn(month, year)) {
      return NONE;
    }
    return days(year, month, day) * 86_400 * SECOND + micros;
  }

  private long timeOfDay() {
    long hour = digits(2);
    failed |= !skip(':');
    long minute = digits(2);
    long second = 0;
    long fraction = 0;
    if (skip(':')) {
      second = digits(2);
      if (skip('.') || skip(',')) {
        fraction = fraction();
      }
    }
    failed |= hour > 24 || minute > 59 || second > 60 || hour == 24 && minute + second + fraction > 0;
    return ((hour * 60 + minute) * 60 + second - offset()) * SECOND + fraction;
  }

  /** Seconds east of Greenwich. */
  private long offset() {
    if (at == text.length() || skip('Z') || skip('z')) {
      return 0;
    }
    int sign = skip('-') ? -1 : 1;
    failed |= sign == 1 && !skip('+');
    long hours = digits(2);
    skip(':');
    long minutes = at == text.length() ? 0 : digits(2);
    failed |= hours > 23 || minutes > 59;
    return sign * (hours * 60 + minutes) * 60;
  }

  private long fraction() {
    long value = 0;
    int digits = 0;
    while (at < text.length() && isDigit(text.charAt(at))) {
      if (digits < MICRO_DIGITS) {
        value = value * 10 + (text.charAt(at) - '0');
      }
      digits++;
      at++;
    }
    failed |= digits == 0;
    for (int i = digits; i < MICRO_DIGITS; i++) {
      value *= 10;
    }
    return value;
  }

  private int digits(int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      if (at >= text.length() || !isDigit(text.charAt(at))) {
        failed = true;
        return 0;
      }
      value = value * 10 + (text.charAt(at++) - '0');
    }
    return value;
  }

  private boolean skip(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int daysIn(int month, int year) {
    return switch (month) {
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  /** Days since 1970 in the Gregorian calendar; years are counted from March, so that the leap day is their last. */
  private static long days(int year, int month, int day) {
    long y = month <= 2 ? year - 1L : year;
    long era = Math.floorDiv(y, 400);
    long ofEra = y - era * 400;
    long ofYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468;
  }
}
