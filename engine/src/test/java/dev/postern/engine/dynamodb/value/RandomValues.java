package dev.postern.engine.dynamodb.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** Makes attribute values from a seed; short and similar ones, so that prefixes, zero bytes and equal values happen often. */
final class RandomValues {
  private static final int[] LETTERS = {0, 1, 'a', 'b', 0x7F, 0x80, 0xE9, 0x7FF, 0x800, 0xFFFD, 0xFFFF, 0x1F600, 0x10FFFF};

  private final Random random;

  RandomValues(long seed) {
    this.random = new Random(seed);
  }

  /** A key of the given type. */
  Value key(Type type) {
    return switch (type) {
      case S -> new Value.S(text());
      case N -> new Value.N(number());
      case B -> new Value.B(bytes());
      case SS, NS, BS, M, L, NULL, BOOL -> throw new IllegalArgumentException(type + " is no key type");
    };
  }

  Item item() {
    return new Item(map(3));
  }

  Value value(int depth) {
    Type type = Type.values()[random.nextInt(Type.values().length)];
    return switch (type) {
      case S, N, B -> key(type);
      case SS -> new Value.SS(set(this::text));
      case NS -> new Value.NS(set(this::number));
      case BS -> new Value.BS(set(this::bytes));
      case M -> new Value.M(depth == 0 ? Map.of() : map(depth - 1));
      case L -> new Value.L(depth == 0 ? List.of() : list(depth - 1));
      case BOOL -> new Value.Bool(random.nextBoolean());
      case NULL -> new Value.Null();
    };
  }

  private Map<String, Value> map(int depth) {
    Map<String, Value> map = new LinkedHashMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      map.put(text(), value(depth));
    }
    return map;
  }

  private List<Value> list(int depth) {
    List<Value> list = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      list.add(value(depth));
    }
    return list;
  }

  private <T> Set<T> set(Supplier<T> element) {
    Set<T> set = new LinkedHashSet<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      set.add(element.get());
    }
    return set;
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      text.appendCodePoint(LETTERS[random.nextInt(LETTERS.length)]);
    }
    return text.toString();
  }

  private Bytes bytes() {
    byte[] bytes = new byte[random.nextInt(4)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (random.nextInt(5) - 2);
    }
    return Bytes.of(bytes);
  }

  private BigDecimal number() {
    int digits = random.nextInt(38);
    BigInteger unscaled = new BigInteger(random.nextBoolean() ? digits * 3 : random.nextInt(8), random);
    BigDecimal number = new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate());
    int shift = random.nextBoolean() ? random.nextInt(5) - 2 : random.nextInt(160) - 80;
    return Numbers.normalized(number.movePointRight(shift));
  }
}
