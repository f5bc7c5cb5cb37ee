package dev.postern.engine.s3.store;

import dev.postern.core.memo.Kept;
import java.util.function.Function;

/**
 * What was read last of rows that every request asks for and that seldom change; any change of them makes all be read again.
 *
 * <p>What a change overtook while it was read is kept among what was read before that change, which nobody asks after it is acknowledged.
 */
final class LastRead<K, V> {
  private static final int KEPT = 1_024;

  private final Function<K, V> read;
  private volatile Kept<K, V> sinceChange;

  /** @param read from the last committed state */
  LastRead(Function<K, V> read) {
    this.read = read;
    sinceChange = new Kept<>(KEPT, read);
  }

  V get(K key) {
    return sinceChange.get(key);
  }

  /** Called when a change is committed or may be, before it is acknowledged. */
  void changed() {
    sinceChange = new Kept<>(KEPT, read);
  }
}
