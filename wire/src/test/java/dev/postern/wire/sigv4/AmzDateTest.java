package dev.postern.wire.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AmzDateTest {
  @Test
  void aTimeIsReadAndWrittenToTheSecond() {
    Instant time = Instant.parse("2026-02-28T23:59:07Z");
    assertThat(AmzDate.parse("20260228T235907Z")).contains(time);
    assertThat(AmzDate.format(time.plusMillis(900))).isEqualTo("20260228T235907Z");
  }

  @Test
  void whatIsNoTimeIsNone() {
    for (String text : List.of("", "20260228", "20260230T000000Z", "20260228T246000Z", "20260228t235907Z", "20260228T235907", "20260228T23590\u0667Z", "2026-2-28T235907Z", "20260228T2359070")) {
      assertThat(AmzDate.parse(text)).as(text).isEmpty();
    }
  }
}
