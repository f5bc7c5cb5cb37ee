package dev.postern.core.price;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;

class HoursTest {
  private static long billed(String began, String ended, String month) {
    return Hours.billed(Instant.parse(began), Instant.parse(ended), YearMonth.parse(month));
  }

  @Test
  void aBegunHourCountsWhole() {
    assertThat(billed("2026-11-25T10:00:00Z", "2026-11-25T10:00:00Z", "2026-11")).isEqualTo(1);
    assertThat(billed("2026-11-25T10:50:00Z", "2026-11-25T11:10:00Z", "2026-11")).isEqualTo(1);
    assertThat(billed("2026-11-25T10:00:00Z", "2026-11-25T11:00:00Z", "2026-11")).isEqualTo(1);
    assertThat(billed("2026-11-25T10:00:00Z", "2026-11-25T11:00:00.001Z", "2026-11")).isEqualTo(2);
  }

  @Test
  void aWholeMonthHasItsHours() {
    assertThat(billed("2026-09-01T00:00:00Z", "2026-12-01T00:00:00Z", "2026-11")).isEqualTo(720);
    assertThat(billed("2026-09-01T00:00:00Z", "2026-12-05T00:00:00Z", "2026-10")).isEqualTo(744);
  }

  @Test
  void anHourBelongsToTheMonthItBeginsIn() {
    String began = "2026-10-31T22:30:00Z";
    String ended = "2026-11-01T01:40:00Z";
    // 22:30, 23:30 | 00:30, 01:30
    assertThat(billed(began, ended, "2026-10")).isEqualTo(2);
    assertThat(billed(began, ended, "2026-11")).isEqualTo(2);
    assertThat(billed(began, ended, "2026-09")).isZero();
    assertThat(billed(began, ended, "2026-12")).isZero();
  }
}
