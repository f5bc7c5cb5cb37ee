package dev.postern.engine.s3.store;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * What was read last of rows that every request asks for and that seldom change; any change of them makes all be read again.
 *
 * <p>A value is as old as the count of changes that stood before it was read: one that a change may have overtaken is never answered after
 * that change was acknowledged.
 */
final class LastRead<K, V> {
  private static final int KEPT = 1_024;

  private final Function<K, V> read;
  private final AtomicLong changes = new AtomicLong();
  private final Map<K, At<V>> known = new ConcurrentHashMap<>();

  private record At<V>(long changes, V value) {}

  /** @param read from the last committed state */
  LastRead(Function<K, V> read) {
    this.read = read;
  }

  V get(K key) {
    long before = changes.get();
    At<V> last = known.get(key);
    if (last != null && last.changes == before) {
      return last.value;
    }
    V value = read.apply(key);
    if (known.size() >= KEPT) {
      known.clear();
    }
    known.put(key, new At<>(before, value));
    return value;
  }

  /** Called when a change is committed or may be, before it is acknowledged. */
  void changed() {
    changes.incrementAndGet();
    known.clear();
  }
}
