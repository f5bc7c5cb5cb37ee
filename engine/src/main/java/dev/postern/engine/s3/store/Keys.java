package dev.postern.engine.s3.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Keys as the database orders them: by the bytes of their UTF-8, which is S3's order and not that of Java's strings. */
final class Keys {
  private Keys() {}

  static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] key) {
    return new String(key, StandardCharsets.UTF_8);
  }

  /** The smallest key after this one. */
  static byte[] next(byte[] key) {
    return Arrays.copyOf(key, key.length + 1);
  }

  /** The smallest key after all that begin with {@code prefix}. UTF-8 has no byte 0xFF, so the last byte can be raised; 0xFF ends the empty one. */
  static byte[] afterAll(byte[] prefix) {
    if (prefix.length == 0) {
      return new byte[] {(byte) 0xFF};
    }
    byte[] end = prefix.clone();
    end[end.length - 1]++;
    return end;
  }

  /** The common prefix that {@code key} is rolled up into: up to the first delimiter after {@code prefix}. */
  static Optional<String> commonPrefix(String key, String prefix, String delimiter) {
    if (delimiter.isEmpty() || !key.startsWith(prefix)) {
      return Optional.empty();
    }
    int at = key.indexOf(delimiter, prefix.length());
    return at < 0 ? Optional.empty() : Optional.of(key.substring(0, at + delimiter.length()));
  }
}
