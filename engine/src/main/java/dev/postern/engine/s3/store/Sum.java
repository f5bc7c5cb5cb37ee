package dev.postern.engine.s3.store;

import java.util.Optional;

/**
 * A checksum kept of an object or a part.
 *
 * @param value base64, with {@code -N} appended when composite over N parts
 */
public record Sum(Algorithm algorithm, Type type, String value) {
  /** What a checksum of several parts covers; the names are S3's. */
  public enum Type {
    FULL_OBJECT,
    COMPOSITE
  }

  /** As the database keeps it: {@code CRC32 FULL_OBJECT aGVsbG8=}. */
  String text() {
    return algorithm + " " + type + " " + value;
  }

  static Optional<Sum> parse(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String[] words = text.split(" ", 3);
    return Optional.of(new Sum(Algorithm.valueOf(words[0]), Type.valueOf(words[1]), words[2]));
  }
}
