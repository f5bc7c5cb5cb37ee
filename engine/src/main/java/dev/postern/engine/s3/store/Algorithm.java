package dev.postern.engine.s3.store;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * A checksum that S3 keeps of an object. The xxHash ones, which S3 also knows, are not built.
 * <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html">AWS</a>
 */
public enum Algorithm {
  CRC32(true, true, () -> cyclic(new CRC32(), 4)),
  CRC32C(true, true, () -> cyclic(new CRC32C(), 4)),
  CRC64NVME(true, false, () -> cyclic(new Crc64Nvme(), 8)),
  SHA1(false, true, () -> hash("SHA-1")),
  SHA256(false, true, () -> hash("SHA-256")),
  SHA512(false, true, () -> hash("SHA-512")),
  MD5(false, true, () -> hash("MD5"));

  private final boolean fullObject;
  private final boolean composite;
  private final Supplier<Digest> digest;

  Algorithm(boolean fullObject, boolean composite, Supplier<Digest> digest) {
    this.fullObject = fullObject;
    this.composite = composite;
    this.digest = digest;
  }

  /** A running checksum. */
  public interface Digest {
    void update(byte[] bytes, int offset, int length);

    /** The checksum in network byte order; ends the digest. */
    byte[] value();
  }

  public Digest digest() {
    return digest.get();
  }

  /** The checksum of these bytes. */
  public byte[] of(byte[] bytes) {
    Digest running = digest();
    running.update(bytes, 0, bytes.length);
    return running.value();
  }

  /** Whether a multipart upload may carry one checksum of the whole object. */
  public boolean fullObject() {
    return fullObject;
  }

  /** Whether a multipart upload may carry a checksum of its parts' checksums. */
  public boolean composite() {
    return composite;
  }

  /** The header that carries it, for example {@code x-amz-checksum-crc32}. */
  public String header() {
    return "x-amz-checksum-" + name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Algorithm> named(String name) {
    return Arrays.stream(values()).filter(a -> a.name().equalsIgnoreCase(name)).findFirst();
  }

  private static Digest cyclic(Checksum checksum, int width) {
    return new Digest() {
      @Override
      public void update(byte[] bytes, int offset, int length) {
        checksum.update(bytes, offset, length);
      }

      @Override
      public byte[] value() {
        return Arrays.copyOfRange(ByteBuffer.allocate(8).putLong(checksum.getValue()).array(), 8 - width, 8);
      }
    };
  }

  private static Digest hash(String name) {
    MessageDigest hash;
    try {
      hash = MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    return new Digest() {
      @Override
      public void update(byte[] bytes, int offset, int length) {
        hash.update(bytes, offset, length);
      }

      @Override
      public byte[] value() {
        return hash.digest();
      }
    };
  }
}
