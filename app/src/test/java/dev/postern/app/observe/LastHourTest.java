package dev.postern.app.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LastHourTest {
  private static final Instant NOW = Instant.parse("2026-11-27T10:00:30Z");

  @Test
  void whatIsOlderThanAnHourIsForgotten() {
    LastHour<String> counts = new LastHour<>();
    counts.add("a", 2, NOW);
    counts.add("a", 3, NOW.plus(Duration.ofMinutes(30)));
    counts.add("b", 1, NOW);
    assertThat(counts.sums(NOW.plus(Duration.ofMinutes(59)))).isEqualTo(Map.of("a", 5L, "b", 1L));
    assertThat(counts.sums(NOW.plus(Duration.ofMinutes(61)))).isEqualTo(Map.of("a", 3L));
    assertThat(counts.sums(NOW.plus(Duration.ofHours(3)))).isEmpty();
  }

  @Test
  void keysThatSomebodyMakesUpDoNotGrowWithoutEnd() {
    LastHour<Integer> counts = new LastHour<>();
    for (int i = 0; i < 5000; i++) {
      counts.add(i, 1, NOW);
    }
    counts.add(1, 1, NOW);
    assertThat(counts.sums(NOW)).hasSize(1000).containsEntry(1, 2L);
  }
}
