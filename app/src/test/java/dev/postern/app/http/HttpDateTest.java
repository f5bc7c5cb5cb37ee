package dev.postern.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class HttpDateTest {
  @Test
  void dayOfMonthHasTwoDigits() {
    assertThat(HttpDate.text(Instant.parse("1994-11-06T08:49:37Z").getEpochSecond())).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
  }

  @Test
  void dateIsThePresentSecond() {
    long before = System.currentTimeMillis() / 1000;
    String now = HttpDate.now();
    long after = System.currentTimeMillis() / 1000;
    assertThat(now).isIn(HttpDate.text(before), HttpDate.text(after));
  }
}
