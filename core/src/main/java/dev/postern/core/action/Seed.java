package dev.postern.core.action;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A source of ids that is a value: 32 unpredictable bytes and a counter, stretched with SHA-256. */
public final class Seed {
  private static final HexFormat HEX = HexFormat.of();
  private final byte[] key;
  private int counter;

  public Seed(byte[] key) {
    this.key = key.clone();
  }

  /** Lower-case hexadecimal digits. */
  public String hex(int digits) {
    StringBuilder text = new StringBuilder();
    while (text.length() < digits) {
      text.append(HEX.formatHex(block()));
    }
    return text.substring(0, digits);
  }

  /** {@code prefix-} and 17 hexadecimal digits, the first of them 0 as on AWS. */
  public String id(String prefix) {
    return prefix + "-0" + hex(16);
  }

  /** Characters out of {@code alphabet}. */
  public String text(String alphabet, int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      for (byte b : block()) {
        if ((b & 255) < 256 / alphabet.length() * alphabet.length() && text.length() < length) {
          text.append(alphabet.charAt((b & 255) % alphabet.length()));
        }
      }
    }
    return text.toString();
  }

  /** A number from 0 up to but not {@code bound}. */
  public long below(long bound) {
    return Long.remainderUnsigned(ByteBuffer.wrap(block()).getLong(), bound);
  }

  private byte[] block() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(key);
      return digest.digest(ByteBuffer.allocate(4).putInt(counter++).array());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
