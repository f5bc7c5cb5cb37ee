package dev.postern.app.meter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What has been metered and is not on disk yet. */
final class Batch {
  final List<Life> begun = new ArrayList<>();
  final List<Life> ended = new ArrayList<>();
  final Map<Total, Long> totals = new HashMap<>();
  final Map<Point, Long> points = new HashMap<>();

  /** @param month {@code 2026-11} */
  record Total(Life life, Quantity quantity, String month) {}

  /** @param at for a count the start of its minute, for a gauge when it was looked at */
  record Point(Metric metric, Instant at) {}

  void add(Life life, Quantity quantity, String month, long value) {
    totals.merge(new Total(life, quantity, month), value, Long::sum);
  }

  void point(Metric metric, Instant at, long value) {
    points.merge(new Point(metric, at), value, Long::sum);
  }

  boolean isEmpty() {
    return begun.isEmpty() && ended.isEmpty() && totals.isEmpty() && points.isEmpty();
  }

  void clear() {
    begun.clear();
    ended.clear();
    totals.clear();
    points.clear();
  }
}
