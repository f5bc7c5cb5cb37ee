package dev.postern.core.memo;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The values of a function that were asked for, up to so many; one more and it begins anew. For what clients can make up, where asking again
 * is cheaper than working out again.
 */
public final class Kept<K, V> {
  private final int most;
  private final Function<? super K, ? extends V> function;
  private final Map<K, V> known = new ConcurrentHashMap<>();

  /** @param function always gives the same for the same key; may be asked twice for one, and may ask for other values */
  public Kept(int most, Function<? super K, ? extends V> function) {
    this.most = most;
    this.function = function;
  }

  public V get(K key) {
    V value = known.get(key);
    if (value == null) {
      value = function.apply(key);
      if (known.size() >= most) {
        known.clear();
      }
      known.put(key, value);
    }
    return value;
  }
}
