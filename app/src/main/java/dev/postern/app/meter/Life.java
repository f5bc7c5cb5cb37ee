package dev.postern.app.meter;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A subject from when it was made until it went, or to be found still there. */
final class Life {
  final Subject subject;
  final Instant began;
  Optional<Instant> ended = Optional.empty();
  /** The row's number; 0 until it has one. */
  long row;

  /** What each counter stood at when it was last read, since this process started: the kernel's counters end with it. */
  final Map<Quantity, Map<String, Long>> last = new EnumMap<>(Quantity.class);

  Life(Subject subject, Instant began) {
    this.subject = subject;
    this.began = began;
  }

  /** What a counter has counted since it was last read; one that went backwards was made anew in between. */
  long counted(Reading reading) {
    Map<String, Long> counters = last.computeIfAbsent(reading.quantity(), _ -> new HashMap<>());
    Long before = counters.put(reading.counter(), reading.value());
    return before == null || before > reading.value() ? reading.value() : reading.value() - before;
  }
}
