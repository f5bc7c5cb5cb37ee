package dev.postern.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One netlink request while it is being written: a header, a fixed part, and attributes. Numbers are in the machine's order; netfilter's
 * big-endian ones go in as bytes. See {@code netlink(7)}.
 */
final class Message {
  static final int HEADER = 16;
  static final int REQUEST = 0x1;
  static final int ACK = 0x4;
  static final int DUMP = 0x300;
  static final int REPLACE = 0x100;
  static final int EXCL = 0x200;
  static final int CREATE = 0x400;
  private static final int NESTED = 0x8000;

  private ByteBuffer buffer = ByteBuffer.allocate(256).order(ByteOrder.nativeOrder());

  Message(int type, int flags) {
    buffer.putInt(0).putShort((short) type).putShort((short) (REQUEST | flags)).putInt(0).putInt(0);
  }

  Message u8(int value) {
    room(1).put((byte) value);
    return this;
  }

  Message u16(int value) {
    room(2).putShort((short) value);
    return this;
  }

  Message u32(int value) {
    room(4).putInt(value);
    return this;
  }

  Message attribute(int type, byte... value) {
    room(8 + value.length).putShort((short) (4 + value.length)).putShort((short) type).put(value);
    return pad();
  }

  Message attribute(int type, int value) {
    room(8).putShort((short) 8).putShort((short) type).putInt(value);
    return this;
  }

  Message attribute(int type, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
    return attribute(type, Arrays.copyOf(bytes, bytes.length + 1));
  }

  /** Opens a nested attribute. @return where it starts, for {@link #end} */
  int nest(int type) {
    room(4);
    int start = buffer.position();
    buffer.putShort((short) 0).putShort((short) (type | NESTED));
    return start;
  }

  Message end(int start) {
    buffer.putShort(start, (short) (buffer.position() - start));
    return this;
  }

  byte[] bytes() {
    buffer.putInt(0, buffer.position());
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private Message pad() {
    while ((buffer.position() & 3) != 0) {
      room(1).put((byte) 0);
    }
    return this;
  }

  private ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      int position = buffer.position();
      buffer = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), 2 * buffer.capacity() + bytes)).order(ByteOrder.nativeOrder()).position(position);
    }
    return buffer;
  }
}
