package dev.postern.app.meter;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** CloudWatch's basic statistics of the datapoints of a period; percentiles need each single sample, which is not kept. */
enum Statistic {
  SAMPLE_COUNT("SampleCount", MeterStore.Datapoint::samples),
  AVERAGE("Average", p -> p.sum() / p.samples()),
  SUM("Sum", MeterStore.Datapoint::sum),
  MINIMUM("Minimum", MeterStore.Datapoint::min),
  MAXIMUM("Maximum", MeterStore.Datapoint::max);

  private final String word;
  private final ToDoubleFunction<MeterStore.Datapoint> value;

  Statistic(String word, ToDoubleFunction<MeterStore.Datapoint> value) {
    this.word = word;
    this.value = value;
  }

  static Optional<Statistic> of(String word) {
    return Arrays.stream(values()).filter(s -> s.word.equals(word)).findFirst();
  }

  double of(MeterStore.Datapoint point) {
    return value.applyAsDouble(point);
  }
}
