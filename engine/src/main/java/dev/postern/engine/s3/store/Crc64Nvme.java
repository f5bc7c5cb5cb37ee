package dev.postern.engine.s3.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.Checksum;

/** CRC-64/NVME, the checksum that S3 keeps of every object by default; the JDK has none. Reflected polynomial of the NVM Express specification. */
final class Crc64Nvme implements Checksum {
  private static final long POLYNOMIAL = 0x9A6C9329AC4BC9B5L;
  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** {@code TABLES[n][b]}: byte {@code b} followed by {@code n} zero bytes, so that eight bytes cost eight look-ups and no chain. */
  private static final long[][] TABLES = tables();

  private long crc = ~0L;

  private static long[][] tables() {
    long[][] tables = new long[8][256];
    for (int b = 0; b < 256; b++) {
      long value = b;
      for (int bit = 0; bit < 8; bit++) {
        value = (value >>> 1) ^ ((value & 1) == 0 ? 0 : POLYNOMIAL);
      }
      tables[0][b] = value;
    }
    for (int n = 1; n < 8; n++) {
      for (int b = 0; b < 256; b++) {
        long value = tables[n - 1][b];
        tables[n][b] = (value >>> 8) ^ tables[0][(int) value & 0xFF];
      }
    }
    return tables;
  }

  @Override
  public void update(int b) {
    crc = (crc >>> 8) ^ TABLES[0][(int) (crc ^ b) & 0xFF];
  }

  @Override
  public void update(byte[] bytes, int offset, int length) {
    int at = offset;
    int end = offset + length;
    long value = crc;
    for (; at + 8 <= end; at += 8) {
      long word = value ^ (long) LONGS.get(bytes, at);
      value = TABLES[7][(int) word & 0xFF]
          ^ TABLES[6][(int) (word >>> 8) & 0xFF]
          ^ TABLES[5][(int) (word >>> 16) & 0xFF]
          ^ TABLES[4][(int) (word >>> 24) & 0xFF]
          ^ TABLES[3][(int) (word >>> 32) & 0xFF]
          ^ TABLES[2][(int) (word >>> 40) & 0xFF]
          ^ TABLES[1][(int) (word >>> 48) & 0xFF]
          ^ TABLES[0][(int) (word >>> 56)];
    }
    crc = value;
    for (; at < end; at++) {
      update(bytes[at]);
    }
  }

  @Override
  public long getValue() {
    return ~crc;
  }

  @Override
  public void reset() {
    crc = ~0L;
  }
}
