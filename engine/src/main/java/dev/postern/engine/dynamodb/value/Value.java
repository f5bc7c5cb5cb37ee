package dev.postern.engine.dynamodb.value;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One attribute value. Numbers are normalised by {@link Numbers}, so that equal values are equal records; collections are never changed.
 * <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html">AWS</a>
 */
public sealed interface Value {
  record S(String text) implements Value {}

  record N(BigDecimal number) implements Value {}

  record B(Bytes bytes) implements Value {}

  record SS(Set<String> elements) implements Value {}

  record NS(Set<BigDecimal> elements) implements Value {}

  record BS(Set<Bytes> elements) implements Value {}

  record M(Map<String, Value> attributes) implements Value {}

  record L(List<Value> elements) implements Value {}

  record Bool(boolean on) implements Value {}

  record Null() implements Value {}

  default Type type() {
    return switch (this) {
      case S _ -> Type.S;
      case N _ -> Type.N;
      case B _ -> Type.B;
      case SS _ -> Type.SS;
      case NS _ -> Type.NS;
      case BS _ -> Type.BS;
      case M _ -> Type.M;
      case L _ -> Type.L;
      case Bool _ -> Type.BOOL;
      case Null _ -> Type.NULL;
    };
  }

  /** The order of two values of one ordered type (strings by their UTF-8 bytes, binary unsigned); empty when they have none. */
  default OptionalInt compare(Value other) {
    if (this instanceof S(String a) && other instanceof S(String b)) {
      return OptionalInt.of(Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
    }
    if (this instanceof N(BigDecimal a) && other instanceof N(BigDecimal b)) {
      return OptionalInt.of(a.compareTo(b));
    }
    if (this instanceof B(Bytes a) && other instanceof B(Bytes b)) {
      return OptionalInt.of(a.compareTo(b));
    }
    return OptionalInt.empty();
  }

  /** What the function {@code size} gives; empty for a number, a Boolean and null, which have none. */
  default OptionalInt length() {
    return switch (this) {
      case S(String text) -> OptionalInt.of(text.length());
      case B(Bytes bytes) -> OptionalInt.of(bytes.length());
      case SS(Set<String> elements) -> OptionalInt.of(elements.size());
      case NS(Set<BigDecimal> elements) -> OptionalInt.of(elements.size());
      case BS(Set<Bytes> elements) -> OptionalInt.of(elements.size());
      case M(Map<String, Value> attributes) -> OptionalInt.of(attributes.size());
      case L(List<Value> elements) -> OptionalInt.of(elements.size());
      case N _, Bool _, Null _ -> OptionalInt.empty();
    };
  }

  /**
   * The bytes that this value counts for in limits and capacity.
   * <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html">AWS</a>
   */
  default int size() {
    return switch (this) {
      case S(String text) -> utf8Length(text);
      case N(BigDecimal number) -> Numbers.size(number);
      case B(Bytes bytes) -> bytes.length();
      case SS(Set<String> elements) -> elements.stream().mapToInt(Value::utf8Length).sum();
      case NS(Set<BigDecimal> elements) -> elements.stream().mapToInt(Numbers::size).sum();
      case BS(Set<Bytes> elements) -> elements.stream().mapToInt(Bytes::length).sum();
      case M(Map<String, Value> attributes) -> 3 + attributes.size() + sizeOf(attributes);
      case L(List<Value> elements) -> 3 + elements.size() + sizeOf(elements);
      case Bool _, Null _ -> 1;
    };
  }

  /** The sum of names and values. */
  static int sizeOf(Map<String, Value> attributes) {
    int size = 0;
    for (Map.Entry<String, Value> entry : attributes.entrySet()) {
      size += utf8Length(entry.getKey()) + entry.getValue().size();
    }
    return size;
  }

  private static int sizeOf(Collection<Value> elements) {
    return elements.stream().mapToInt(Value::size).sum();
  }

  /** The length of {@code text} in UTF-8, without encoding it. */
  static int utf8Length(String text) {
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Each half of a surrogate pair counts 2 of the pair's 4 bytes.
      length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return length;
  }
}
