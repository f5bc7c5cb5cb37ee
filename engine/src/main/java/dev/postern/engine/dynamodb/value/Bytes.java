package dev.postern.engine.dynamodb.value;

import java.util.Arrays;
import java.util.HexFormat;

/** An immutable run of bytes; ordered as unsigned bytes. */
public final class Bytes implements Comparable<Bytes> {
  private final byte[] bytes;

  private Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Wraps {@code bytes}, which the caller must not change after this. */
  public static Bytes of(byte[] bytes) {
    return new Bytes(bytes);
  }

  /** The bytes themselves, not a copy: to be read only. */
  public byte[] array() {
    return bytes;
  }

  public int length() {
    return bytes.length;
  }

  public boolean startsWith(Bytes prefix) {
    return length() >= prefix.length() && Arrays.equals(bytes, 0, prefix.length(), prefix.bytes, 0, prefix.length());
  }

  public boolean contains(Bytes part) {
    for (int i = 0; i + part.length() <= length(); i++) {
      if (Arrays.equals(bytes, i, i + part.length(), part.bytes, 0, part.length())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
