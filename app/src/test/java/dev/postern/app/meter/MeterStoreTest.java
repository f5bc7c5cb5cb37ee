package dev.postern.app.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeterStoreTest {
  private static final Instant START = Instant.parse("2026-11-01T10:00:00Z");
  private static final Instant FAR = START.plus(Duration.ofDays(1000));
  private static final Metric COUNT = metric("BytesProcessed", false);
  private static final Metric GAUGE = metric("ActiveConnections", true);

  @TempDir private Path dir;

  private static Metric metric(String name, boolean gauge) {
    return new Metric(
        "000000000000", "us-east-1", Metric.ENDPOINTS, name, gauge ? Metric.Unit.COUNT : Metric.Unit.BYTES, gauge, new TreeMap<>(Map.of("VPC Id", "vpc-1")));
  }

  private static void write(MeterStore store, Metric metric, Instant at, long value) {
    Batch batch = new Batch();
    batch.point(metric, at, value);
    store.write(batch, at);
  }

  @Test
  void aMinuteIsOneSampleOfACountAndEachLookIsOneOfAGauge() {
    try (MeterStore store = new MeterStore(dir.resolve("meter.sqlite"))) {
      write(store, COUNT, START.plusSeconds(10), 100);
      write(store, COUNT, START.plusSeconds(20), 50);
      write(store, GAUGE, START.plusSeconds(10), 7);
      write(store, GAUGE, START.plusSeconds(20), 3);
      assertThat(store.points(COUNT, START, FAR, 60)).containsExactly(new MeterStore.Datapoint(START, 1, 150, 150, 150));
      assertThat(store.points(GAUGE, START, FAR, 60)).containsExactly(new MeterStore.Datapoint(START, 2, 10, 3, 7));
      assertThat(store.metrics("000000000000", "us-east-1", START)).containsExactlyInAnyOrder(COUNT, GAUGE);
      assertThat(store.metrics("000000000000", "us-east-1", START.plusSeconds(60))).isEmpty();
      assertThat(store.metrics("000000000000", "eu-west-1", START)).isEmpty();
    }
  }

  @Test
  void datapointsBecomeFewerWithAgeAndNothingIsLostOfTheirSum() {
    try (MeterStore store = new MeterStore(dir.resolve("meter.sqlite"))) {
      for (int minute = 0; minute < 120; minute++) {
        write(store, COUNT, START.plus(Duration.ofMinutes(minute)), minute + 1);
      }
      store.rollUp(START.plus(Duration.ofDays(14)));
      assertThat(store.points(COUNT, START, FAR, 60)).hasSize(120);

      store.rollUp(START.plus(Duration.ofDays(16)));
      assertThat(store.points(COUNT, START, FAR, 60)).isEmpty();
      List<MeterStore.Datapoint> five = store.points(COUNT, START, FAR, 300);
      assertThat(five).hasSize(24).first().isEqualTo(new MeterStore.Datapoint(START, 5, 15, 1, 5));

      store.rollUp(START.plus(Duration.ofDays(64)));
      assertThat(store.points(COUNT, START, FAR, 300)).isEmpty();
      assertThat(store.points(COUNT, START, FAR, 3600))
          .containsExactly(
              new MeterStore.Datapoint(START, 60, 1830, 1, 60), new MeterStore.Datapoint(START.plusSeconds(3600), 60, 5430, 61, 120));

      store.rollUp(START.plus(Duration.ofDays(456)));
      assertThat(store.points(COUNT, START, FAR, 3600)).isEmpty();
    }
  }

  @Test
  void anotherOpeningFindsEverything() {
    Path file = dir.resolve("meter.sqlite");
    try (MeterStore store = new MeterStore(file)) {
      write(store, COUNT, START, 5);
    }
    try (MeterStore store = new MeterStore(file)) {
      write(store, COUNT, START, 6);
      assertThat(store.points(COUNT, START, FAR, 60)).containsExactly(new MeterStore.Datapoint(START, 1, 11, 11, 11));
      assertThat(store.sampled()).isEqualTo(START);
    }
  }
}
