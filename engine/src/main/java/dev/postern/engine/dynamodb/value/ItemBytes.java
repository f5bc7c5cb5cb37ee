package dev.postern.engine.dynamodb.value;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Items as bytes on disk: a count, then name and value each; lengths are variable-length integers, a value begins with its type. */
public final class ItemBytes {
  private ItemBytes() {}

  public static byte[] write(Item item) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    map(out, item.attributes());
    return out.toByteArray();
  }

  public static Item read(byte[] bytes) {
    return new Item(map(ByteBuffer.wrap(bytes)));
  }

  private static void value(ByteArrayOutputStream out, Value value) {
    out.write(value.type().ordinal());
    switch (value) {
      case Value.S(String text) -> text(out, text);
      case Value.N(BigDecimal number) -> number(out, number);
      case Value.B(Bytes bytes) -> bytes(out, bytes.array());
      case Value.SS(Set<String> elements) -> all(out, elements, element -> text(out, element));
      case Value.NS(Set<BigDecimal> elements) -> all(out, elements, element -> number(out, element));
      case Value.BS(Set<Bytes> elements) -> all(out, elements, element -> bytes(out, element.array()));
      case Value.M(Map<String, Value> attributes) -> map(out, attributes);
      case Value.L(List<Value> elements) -> all(out, elements, element -> value(out, element));
      case Value.Bool(boolean on) -> out.write(on ? 1 : 0);
      case Value.Null _ -> {}
    }
  }

  private static Value value(ByteBuffer in) {
    return switch (Type.values()[in.get()]) {
      case S -> new Value.S(text(in));
      case N -> new Value.N(number(in));
      case B -> new Value.B(Bytes.of(bytes(in)));
      case SS -> new Value.SS(new LinkedHashSet<>(all(in, ItemBytes::text)));
      case NS -> new Value.NS(new LinkedHashSet<>(all(in, ItemBytes::number)));
      case BS -> new Value.BS(new LinkedHashSet<>(all(in, b -> Bytes.of(bytes(b)))));
      case M -> new Value.M(map(in));
      case L -> new Value.L(all(in, ItemBytes::value));
      case BOOL -> new Value.Bool(in.get() != 0);
      case NULL -> new Value.Null();
    };
  }

  private static void map(ByteArrayOutputStream out, Map<String, Value> attributes) {
    length(out, attributes.size());
    attributes.forEach((name, value) -> {
      text(out, name);
      value(out, value);
    });
  }

  private static Map<String, Value> map(ByteBuffer in) {
    int count = length(in);
    Map<String, Value> attributes = LinkedHashMap.newLinkedHashMap(count);
    for (int i = 0; i < count; i++) {
      attributes.put(text(in), value(in));
    }
    return attributes;
  }

  private static <T> void all(ByteArrayOutputStream out, Collection<T> elements, Consumer<T> write) {
    length(out, elements.size());
    elements.forEach(write);
  }

  private static <T> List<T> all(ByteBuffer in, Function<ByteBuffer, T> read) {
    int count = length(in);
    List<T> elements = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      elements.add(read.apply(in));
    }
    return elements;
  }

  private static void number(ByteArrayOutputStream out, BigDecimal number) {
    // Scales are from -125 to 167: one byte each for the sign side and the value keep it simple.
    out.write(number.scale() < 0 ? 1 : 0);
    out.write(Math.abs(number.scale()));
    bytes(out, number.unscaledValue().toByteArray());
  }

  private static BigDecimal number(ByteBuffer in) {
    boolean negative = in.get() == 1;
    int scale = in.get() & 0xFF;
    return new BigDecimal(new BigInteger(bytes(in)), negative ? -scale : scale);
  }

  private static void text(ByteArrayOutputStream out, String text) {
    bytes(out, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(ByteBuffer in) {
    return new String(bytes(in), StandardCharsets.UTF_8);
  }

  private static void bytes(ByteArrayOutputStream out, byte[] bytes) {
    length(out, bytes.length);
    out.writeBytes(bytes);
  }

  private static byte[] bytes(ByteBuffer in) {
    byte[] bytes = new byte[length(in)];
    in.get(bytes);
    return bytes;
  }

  private static void length(ByteArrayOutputStream out, int length) {
    int rest = length;
    while (rest > 0x7F) {
      out.write(rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }

  private static int length(ByteBuffer in) {
    int length = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = in.get();
      length |= (b & 0x7F) << shift;
      if (b >= 0) {
        return length;
      }
    }
  }
}
