package dev.postern.engine.dynamodb.store;

import dev.postern.engine.dynamodb.value.KeyBytes;
import java.util.Arrays;

/**
 * A range of row keys in unsigned byte order.
 *
 * @param from the first key in it; empty for no lower bound
 * @param to the first key after it; empty for no upper bound
 */
public record KeyRange(byte[] from, byte[] to) {
  private static final byte[] NONE = {};
  public static final KeyRange ALL = new KeyRange(NONE, NONE);

  /** All keys that begin with {@code prefix}. */
  public static KeyRange startingWith(byte[] prefix) {
    return new KeyRange(prefix, KeyBytes.after(prefix));
  }

  public boolean contains(byte[] key) {
    return Arrays.compareUnsigned(key, from) >= 0 && (to.length == 0 || Arrays.compareUnsigned(key, to) < 0);
  }

  /** What is left when everything up to and including {@code key} has been seen. */
  public KeyRange after(byte[] key, boolean forward) {
    return forward ? new KeyRange(Arrays.copyOf(key, key.length + 1), to) : new KeyRange(from, key);
  }
}
