package dev.postern.engine.dynamodb.value;

import static dev.postern.engine.dynamodb.DynamoDbError.VALIDATION;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Between the API's attribute values and ours; what comes in is checked as AWS checks it. */
public final class AttributeValues {
  private static final int MAX_DEPTH = 32;
  private static final String INVALID = "One or more parameter values were invalid: ";

  private AttributeValues() {}

  public static Item item(Map<String, AttributeValue> attributes) {
    return new Item(map(attributes, 0));
  }

  public static Value value(AttributeValue value) {
    return value(value, 0);
  }

  public static Map<String, AttributeValue> print(Item item) {
    return print(item.attributes());
  }

  public static AttributeValue print(Value value) {
    AttributeValue.Builder builder = AttributeValue.builder();
    return switch (value) {
      case Value.S(String text) -> builder.s(text).build();
      case Value.N(BigDecimal number) -> builder.n(Numbers.print(number)).build();
      case Value.B(Bytes bytes) -> builder.b(blob(bytes)).build();
      case Value.SS(Set<String> elements) -> builder.ss(elements).build();
      case Value.NS(Set<BigDecimal> elements) -> builder.ns(elements.stream().map(Numbers::print).toList()).build();
      case Value.BS(Set<Bytes> elements) -> builder.bs(elements.stream().map(AttributeValues::blob).toList()).build();
      case Value.M(Map<String, Value> attributes) -> builder.m(print(attributes)).build();
      case Value.L(List<Value> elements) -> builder.l(elements.stream().map(AttributeValues::print).toList()).build();
      case Value.Bool(boolean on) -> builder.bool(on).build();
      case Value.Null _ -> builder.nul(true).build();
    };
  }

  private static Map<String, AttributeValue> print(Map<String, Value> attributes) {
    Map<String, AttributeValue> printed = new LinkedHashMap<>();
    attributes.forEach((name, value) -> printed.put(name, print(value)));
    return printed;
  }

  private static SdkBytes blob(Bytes bytes) {
    return SdkBytes.fromByteArrayUnsafe(bytes.array());
  }

  private static Map<String, Value> map(Map<String, AttributeValue> attributes, int depth) {
    Map<String, Value> values = new LinkedHashMap<>();
    attributes.forEach((name, value) -> values.put(name, value(value, depth)));
    return values;
  }

  private static Value value(AttributeValue value, int depth) {
    if (depth > MAX_DEPTH) {
      throw VALIDATION.saying(INVALID + "Nesting Levels have exceeded supported limits");
    }
    List<Value> read = new ArrayList<>(1);
    if (value.s() != null) {
      read.add(new Value.S(value.s()));
    }
    if (value.n() != null) {
      read.add(new Value.N(Numbers.parse(value.n())));
    }
    if (value.b() != null) {
      read.add(new Value.B(Bytes.of(value.b().asByteArrayUnsafe())));
    }
    if (value.hasSs()) {
      read.add(new Value.SS(strings(value.ss())));
    }
    if (value.hasNs()) {
      read.add(new Value.NS(numbers(value.ns())));
    }
    if (value.hasBs()) {
      read.add(new Value.BS(binaries(value.bs())));
    }
    if (value.hasM()) {
      read.add(new Value.M(map(value.m(), depth + 1)));
    }
    if (value.hasL()) {
      read.add(new Value.L(value.l().stream().map(element -> value(element, depth + 1)).toList()));
    }
    if (value.bool() != null) {
      read.add(new Value.Bool(value.bool()));
    }
    if (value.nul() != null) {
      read.add(nul(value.nul()));
    }
    if (read.isEmpty()) {
      throw VALIDATION.saying("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
    }
    if (read.size() > 1) {
      throw VALIDATION.saying("Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes");
    }
    return read.getFirst();
  }

  private static Value nul(boolean on) {
    if (!on) {
      throw VALIDATION.saying(INVALID + "Null attribute value types must have the value of true");
    }
    return new Value.Null();
  }

  private static Set<String> strings(List<String> elements) {
    if (elements.isEmpty()) {
      throw VALIDATION.saying(INVALID + "An string set  may not be empty");
    }
    return distinct(elements, text -> text, INVALID + "Input collection " + elements + " contains duplicates.");
  }

  private static Set<BigDecimal> numbers(List<String> elements) {
    if (elements.isEmpty()) {
      throw VALIDATION.saying(INVALID + "An number set  may not be empty");
    }
    return distinct(elements, Numbers::parse, "Input collection contains duplicates");
  }

  private static Set<Bytes> binaries(List<SdkBytes> elements) {
    if (elements.isEmpty()) {
      throw VALIDATION.saying(INVALID + "Binary sets should not be empty");
    }
    return distinct(elements, element -> Bytes.of(element.asByteArrayUnsafe()), INVALID + "Input collection of type BS contains duplicates.");
  }

  private static <E, T> Set<T> distinct(Collection<E> elements, Function<E, T> read, String duplicates) {
    Set<T> set = new LinkedHashSet<>();
    for (E element : elements) {
      if (!set.add(read.apply(element))) {
        throw VALIDATION.saying(duplicates);
      }
    }
    return set;
  }
}
