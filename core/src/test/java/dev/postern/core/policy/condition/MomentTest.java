package dev.postern.core.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MomentTest {
  @Test
  void theFormsOfIso8601AreRead() {
    long expected = Instant.parse("2026-02-01T00:00:00Z").getEpochSecond() * 1_000_000;
    for (String text : new String[] {"2026-02", "2026-02-01", "2026-02-01T00:00Z", "2026-02-01T00:00:00Z", "2026-02-01T00:00:00.000Z", "2026-02-01T01:00:00+01:00",
        "2026-01-31T19:30-0430", "2026-01-31T24:00Z", "1769904000"}) {
      assertThat(Moment.micros(text)).as(text).isEqualTo(expected);
    }
    assertThat(Moment.micros("2026")).isEqualTo(Instant.parse("2026-01-01T00:00:00Z").getEpochSecond() * 1_000_000);
    assertThat(Moment.micros("2026-02-01T00:00:00.0000019Z")).isEqualTo(expected + 1);
  }

  @Test
  void whatIsNoDateIsRefused() {
    for (String text : new String[] {"", "x", "2026-", "2026-13", "2026-02-30", "2025-02-29", "2026-02-01T", "2026-02-01T25:00Z", "2026-02-01T00:00:00.Z", "2026-02-01T00:00+1",
        "99999999999999999999", "2026-02-01T00:00Zx"}) {
      assertThat(Moment.micros(text)).as(text).isEqualTo(Moment.NONE);
    }
  }

  @Test
  void anyDateIsThatOfTheCalendar() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      long second = random.nextLong(253_402_300_800L + 62_135_596_800L) - 62_135_596_800L;
      OffsetDateTime time = Instant.ofEpochSecond(second).atOffset(ZoneOffset.ofTotalSeconds((random.nextInt(37) - 18) * 1800));
      if (time.getYear() >= 1 && time.getYear() <= 9999) {
        assertThat(Moment.micros(time.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME))).isEqualTo(second * 1_000_000);
      }
    }
  }
}
