package dev.postern.engine.dynamodb.expression;

import dev.postern.engine.dynamodb.value.Item;
import dev.postern.engine.dynamodb.value.Value;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** What a condition compares. */
public sealed interface Operand extends Node {
  record Attribute(Path path) implements Operand {}

  record Constant(Value value) implements Operand {}

  record Size(Operand of) implements Operand {}

  /** The operand's value for {@code item}, if it has one. */
  default Optional<Value> in(Item item) {
    return switch (this) {
      case Attribute(Path path) -> path.in(item);
      case Constant(Value value) -> Optional.of(value);
      case Size(Operand of) -> {
        Optional<Value> value = of.in(item);
        OptionalInt length = value.isPresent() ? value.get().length() : OptionalInt.empty();
        // 10 and 1E+1 must be one value: strip as all other numbers are.
        yield length.isPresent() ? Optional.of(new Value.N(stripped(length.getAsInt()))) : Optional.empty();
      }
    };
  }

  /** The document path that it names, if any. */
  default Stream<Path> paths() {
    return switch (this) {
      case Attribute(Path path) -> Stream.of(path);
      case Constant _ -> Stream.empty();
      case Size(Operand of) -> of.paths();
    };
  }

  private static BigDecimal stripped(int number) {
    return number == 0 ? BigDecimal.ZERO : BigDecimal.valueOf(number).stripTrailingZeros();
  }
}
