package dev.postern.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The attributes of a netlink answer, by type. */
record Attributes(Map<Integer, ByteBuffer> byType) {
  /** Reads from the buffer's position to its limit. */
  static Attributes read(ByteBuffer buffer) {
    Map<Integer, ByteBuffer> byType = new HashMap<>();
    each(buffer, byType::put);
    return new Attributes(byType);
  }

  /** Takes the attributes one by one from the buffer's position to its limit, for a list where all have one type. */
  static void each(ByteBuffer buffer, BiConsumer<Integer, ByteBuffer> attribute) {
    while (buffer.remaining() >= 4) {
      int start = buffer.position();
      int length = buffer.getShort(start) & 0xFFFF;
      int type = buffer.getShort(start + 2) & 0x3FFF;
      if (length < 4 || length > buffer.remaining()) {
        break;
      }
      attribute.accept(type, buffer.slice(start + 4, length - 4).order(ByteOrder.nativeOrder()));
      buffer.position(Math.min(buffer.limit(), start + (length + 3 & ~3)));
    }
  }

  /** The attribute at the end of a path of nested ones; where there are thousands of elements, quicker than a map of each level. */
  static Optional<ByteBuffer> find(ByteBuffer buffer, int... path) {
    int from = buffer.position();
    int to = buffer.limit();
    for (int type : path) {
      int at = from;
      int length = at + 4 <= to ? buffer.getShort(at) & 0xFFFF : 0;
      while (length >= 4 && at + length <= to && (buffer.getShort(at + 2) & 0x3FFF) != type) {
        at += length + 3 & ~3;
        length = at + 4 <= to ? buffer.getShort(at) & 0xFFFF : 0;
      }
      if (length < 4 || at + length > to) {
        return Optional.empty();
      }
      from = at + 4;
      to = at + length;
    }
    return Optional.of(buffer.slice(from, to - from).order(ByteOrder.nativeOrder()));
  }

  Optional<ByteBuffer> get(int type) {
    return Optional.ofNullable(byType.get(type));
  }

  Optional<Attributes> nested(int type) {
    return get(type).map(b -> read(b.duplicate().order(ByteOrder.nativeOrder())));
  }

  Optional<Integer> u32(int type) {
    return get(type).map(b -> b.getInt(0));
  }

  /** A number in network order. */
  Optional<Integer> be32(int type) {
    return get(type).map(b -> b.duplicate().order(ByteOrder.BIG_ENDIAN).getInt(0));
  }

  Optional<Long> be64(int type) {
    return get(type).map(b -> b.duplicate().order(ByteOrder.BIG_ENDIAN).getLong(0));
  }

  Optional<String> text(int type) {
    return get(type).map(b -> text(bytes(b)));
  }

  /** Text up to the first zero. */
  static String text(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  /** An IPv4 address as dotted text. */
  Optional<String> ip(int type) {
    return get(type).map(b -> (b.get(0) & 255) + "." + (b.get(1) & 255) + "." + (b.get(2) & 255) + "." + (b.get(3) & 255));
  }

  /** A link-layer address as {@code 02:00:…}. */
  Optional<String> mac(int type) {
    return get(type).filter(b -> b.remaining() == 6).map(b -> Mac.text(bytes(b)));
  }

  static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
