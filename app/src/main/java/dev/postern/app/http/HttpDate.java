package dev.postern.app.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The {@code Date} of replies, printed once a second for all of them: printing one takes as long as the rest of a reply's headers.
 * <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7">RFC 9110</a>
 */
final class HttpDate {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private static volatile Printed last = new Printed(0, text(0));

  private HttpDate() {}

  private record Printed(long second, String text) {}

  static String now() {
    long second = System.currentTimeMillis() / 1000;
    Printed printed = last;
    if (printed.second != second) {
      printed = new Printed(second, text(second));
      last = printed;
    }
    return printed.text;
  }

  static String text(long second) {
    return FORMAT.format(Instant.ofEpochSecond(second));
  }
}
