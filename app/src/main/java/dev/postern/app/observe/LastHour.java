package dev.postern.app.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What was counted in the last hour, by whatever it was counted for; a minute at a time, and only while the process lives. */
public final class LastHour<K> {
  private static final Duration KEPT = Duration.ofHours(1);

  /** Clients can make up keys: of so many at once further ones are not counted. */
  private static final int KEYS = 1000;

  private final Map<K, NavigableMap<Long, Long>> minutes = new HashMap<>();

  public synchronized void add(K key, long count, Instant now) {
    forget(now);
    if (minutes.containsKey(key) || minutes.size() < KEYS) {
      minutes.computeIfAbsent(key, _ -> new TreeMap<>()).merge(minute(now), count, Long::sum);
    }
  }

  /** The sums; what was not counted is left out. */
  public synchronized Map<K, Long> sums(Instant now) {
    forget(now);
    Map<K, Long> sums = new HashMap<>();
    minutes.forEach((key, counts) -> sums.put(key, counts.values().stream().mapToLong(Long::longValue).sum()));
    return sums;
  }

  private void forget(Instant now) {
    for (Iterator<NavigableMap<Long, Long>> all = minutes.values().iterator(); all.hasNext(); ) {
      NavigableMap<Long, Long> counts = all.next();
      counts.headMap(minute(now.minus(KEPT)), true).clear();
      if (counts.isEmpty()) {
        all.remove();
      }
    }
  }

  private static long minute(Instant time) {
    return time.getEpochSecond() / 60;
  }
}
