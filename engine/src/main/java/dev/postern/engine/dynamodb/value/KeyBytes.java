package dev.postern.engine.dynamodb.value;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Key values as bytes whose unsigned order is the values' order, so that a query is one range of an ordered index.
 *
 * <p>A string or binary is its bytes with 00 written as 00 FF and ended by 00 00. A number is a sign (00, 01 for zero, 02), its exponent
 * plus 130 in one byte, then its digits two a byte plus one, ended by 00; a negative number has all after the sign inverted. A row's key begins with
 * four bytes of a hash of its hash key, as DynamoDB orders items across hash keys by a hash: a segment of a parallel scan is then a range too.
 */
public final class KeyBytes {
  private static final int HASH_LENGTH = 4;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(64);

  /** The beginning of the keys of all rows with this hash key. */
  public static KeyBytes partition(Value hash) {
    byte[] encoded = new KeyBytes().add(hash).bytes();
    KeyBytes key = new KeyBytes();
    key.out.writeBytes(slot(encoded));
    key.out.writeBytes(encoded);
    return key;
  }

  public KeyBytes add(Value value) {
    switch (value) {
      case Value.S(String text) -> terminated(text.getBytes(StandardCharsets.UTF_8));
      case Value.B(Bytes bytes) -> terminated(bytes.array());
      case Value.N(BigDecimal number) -> number(number);
      case Value.SS _, Value.NS _, Value.BS _, Value.M _, Value.L _, Value.Bool _, Value.Null _ ->
          throw new IllegalArgumentException("not a key type: " + value.type());
    }
    return this;
  }

  /** Adds a string or binary without its end: the beginning of all keys that begin with it. */
  public KeyBytes addPrefix(Value value) {
    escaped(value instanceof Value.S(String text) ? text.getBytes(StandardCharsets.UTF_8) : ((Value.B) value).bytes().array());
    return this;
  }

  /** Adds bytes as they are, such as another whole key. */
  public KeyBytes addRaw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  public byte[] bytes() {
    return out.toByteArray();
  }

  /** The first key after all keys that begin with {@code prefix}; an empty array when there is none. */
  public static byte[] after(byte[] prefix) {
    int end = prefix.length;
    while (end > 0 && prefix[end - 1] == (byte) 0xFF) {
      end--;
    }
    byte[] next = Arrays.copyOf(prefix, end);
    if (end > 0) {
      next[end - 1]++;
    }
    return next;
  }

  /** Where segment {@code segment} of {@code total} begins: a prefix of keys. */
  public static byte[] segmentStart(int segment, int total) {
    long start = ((1L << 32) * segment + total - 1) / total;
    return fourBytes(start);
  }

  private static byte[] slot(byte[] encoded) {
    CRC32C crc = new CRC32C();
    crc.update(encoded);
    long x = crc.getValue();
    // CRC keeps the differences of short inputs close together: mix, as MurmurHash3 finishes.
    x = (x ^ x >>> 16) * 0x85EBCA6BL & 0xFFFFFFFFL;
    x = (x ^ x >>> 13) * 0xC2B2AE35L & 0xFFFFFFFFL;
    return fourBytes(x ^ x >>> 16);
  }

  private static byte[] fourBytes(long x) {
    byte[] bytes = new byte[HASH_LENGTH];
    for (int i = 0; i < HASH_LENGTH; i++) {
      bytes[i] = (byte) (x >>> 8 * (HASH_LENGTH - 1 - i));
    }
    return bytes;
  }

  private void terminated(byte[] bytes) {
    escaped(bytes);
    out.write(0);
    out.write(0);
  }

  private void escaped(byte[] bytes) {
    for (byte b : bytes) {
      out.write(b);
      if (b == 0) {
        out.write(0xFF);
      }
    }
  }

  private void number(BigDecimal number) {
    out.write(number.signum() + 1);
    if (number.signum() == 0) {
      return;
    }
    int invert = number.signum() < 0 ? 0xFF : 0;
    String digits = number.unscaledValue().abs().toString();
    out.write(Numbers.exponent(number) - Numbers.MIN_EXPONENT ^ invert);
    for (int i = 0; i < digits.length(); i += 2) {
      int low = i + 1 < digits.length() ? digits.charAt(i + 1) - '0' : 0;
      out.write((digits.charAt(i) - '0') * 10 + low + 1 ^ invert);
    }
    out.write(invert);
  }
}
