package dev.postern.core.price;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** Hours as AWS bills them: each begun hour of a resource counts whole, in the month in which it begins. */
public final class Hours {
  /** The hours of a month in AWS's own examples: 365 days by 24 hours by 12. */
  public static final long OF_A_MONTH = 730;

  private static final long HOUR = Duration.ofHours(1).toMillis();

  private Hours() {}

  /** The hours of a month (in UTC) that something is billed for which lives from {@code began} until {@code ended}, or is looked at then. */
  public static long billed(Instant began, Instant ended, YearMonth month) {
    long lived = Math.max(1, begun(Duration.between(began, ended).toMillis()));
    long first = Math.max(0, begun(Duration.between(began, start(month)).toMillis()));
    long last = Math.max(0, begun(Duration.between(began, start(month.plusMonths(1))).toMillis()));
    return Math.max(0, Math.min(lived, last) - first);
  }

  public static Instant start(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static long begun(long milliseconds) {
    return Math.ceilDiv(milliseconds, HOUR);
  }
}
