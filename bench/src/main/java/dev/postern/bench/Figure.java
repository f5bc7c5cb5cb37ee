package dev.postern.bench;

import java.util.List;

/** One figure; {@code goal} is empty where there is none. */
record Figure(String name, double value, String unit, String goal) {
  Figure(String name, double value, String unit) {
    this(name, value, unit, "");
  }

  /** The value below which {@code share} of the sorted samples lie. */
  static double percentile(List<Double> samples, double share) {
    List<Double> sorted = samples.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1, Math.ceil(share * sorted.size()) - 1));
  }
}
