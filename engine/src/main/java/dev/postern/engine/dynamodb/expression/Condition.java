package dev.postern.engine.dynamodb.expression;

import dev.postern.engine.dynamodb.value.Bytes;
import dev.postern.engine.dynamodb.value.Item;
import dev.postern.engine.dynamodb.value.Type;
import dev.postern.engine.dynamodb.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * What a condition or filter expression says of an item.
 * <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html">AWS</a>
 */
public sealed interface Condition extends Node {
  record And(Condition left, Condition right) implements Condition {}

  record Or(Condition left, Condition right) implements Condition {}

  record Not(Condition condition) implements Condition {}

  record Compare(Comparator comparator, Operand left, Operand right) implements Condition {}

  record Between(Operand operand, Operand low, Operand high) implements Condition {}

  record In(Operand operand, List<Operand> candidates) implements Condition {}

  record Exists(Path path) implements Condition {}

  record NotExists(Path path) implements Condition {}

  record OfType(Operand operand, Type type) implements Condition {}

  record BeginsWith(Operand operand, Operand prefix) implements Condition {}

  record Contains(Operand operand, Operand part) implements Condition {}

  /** Whether it is true of {@code item}; an item that does not exist is {@link Item#EMPTY}. */
  default boolean holds(Item item) {
    return switch (this) {
      case And(Condition left, Condition right) -> left.holds(item) && right.holds(item);
      case Or(Condition left, Condition right) -> left.holds(item) || right.holds(item);
      case Not(Condition condition) -> !condition.holds(item);
      case Compare(Comparator comparator, Operand left, Operand right) -> comparator.holds(left.in(item), right.in(item));
      case Between(Operand operand, Operand low, Operand high) -> {
        Optional<Value> value = operand.in(item);
        yield Comparator.GREATER_OR_EQUAL.holds(value, low.in(item)) && Comparator.LESS_OR_EQUAL.holds(value, high.in(item));
      }
      case In(Operand operand, List<Operand> candidates) -> {
        Optional<Value> value = operand.in(item);
        yield candidates.stream().anyMatch(candidate -> Comparator.EQUAL.holds(value, candidate.in(item)));
      }
      case Exists(Path path) -> path.in(item).isPresent();
      case NotExists(Path path) -> path.in(item).isEmpty();
      case OfType(Operand operand, Type type) -> operand.in(item).filter(value -> value.type() == type).isPresent();
      case BeginsWith(Operand operand, Operand prefix) -> both(operand.in(item), prefix.in(item), Condition::beginsWith);
      case Contains(Operand operand, Operand part) -> both(operand.in(item), part.in(item), Condition::contains);
    };
  }

  /** All document paths that it names. */
  default Stream<Path> paths() {
    return switch (this) {
      case And(Condition left, Condition right) -> Stream.concat(left.paths(), right.paths());
      case Or(Condition left, Condition right) -> Stream.concat(left.paths(), right.paths());
      case Not(Condition condition) -> condition.paths();
      case Compare(_, Operand left, Operand right) -> Stream.of(left, right).flatMap(Operand::paths);
      case Between(Operand operand, Operand low, Operand high) -> Stream.of(operand, low, high).flatMap(Operand::paths);
      case In(Operand operand, List<Operand> candidates) -> Stream.concat(operand.paths(), candidates.stream().flatMap(Operand::paths));
      case Exists(Path path) -> Stream.of(path);
      case NotExists(Path path) -> Stream.of(path);
      case OfType(Operand operand, _) -> operand.paths();
      case BeginsWith(Operand operand, Operand prefix) -> Stream.of(operand, prefix).flatMap(Operand::paths);
      case Contains(Operand operand, Operand part) -> Stream.of(operand, part).flatMap(Operand::paths);
    };
  }

  /** A comparator of two values; values of different types are only ever unequal. */
  enum Comparator {
    EQUAL("="),
    NOT_EQUAL("<>"),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">=");

    private final String symbol;

    Comparator(String symbol) {
      this.symbol = symbol;
    }

    String symbol() {
      return symbol;
    }

    static Optional<Comparator> of(String symbol) {
      return List.of(values()).stream().filter(c -> c.symbol.equals(symbol)).findFirst();
    }

    boolean isOrder() {
      return this != EQUAL && this != NOT_EQUAL;
    }

    boolean holds(Optional<Value> left, Optional<Value> right) {
      if (left.isEmpty() || right.isEmpty()) {
        return this == NOT_EQUAL && (left.isPresent() || right.isPresent());
      }
      if (!isOrder()) {
        return left.get().equals(right.get()) == (this == EQUAL);
      }
      OptionalInt order = left.get().compare(right.get());
      return order.isPresent() && holds(order.getAsInt());
    }

    boolean holds(int order) {
      return switch (this) {
        case EQUAL -> order == 0;
        case NOT_EQUAL -> order != 0;
        case LESS -> order < 0;
        case LESS_OR_EQUAL -> order <= 0;
        case GREATER -> order > 0;
        case GREATER_OR_EQUAL -> order >= 0;
      };
    }
  }

  private static boolean both(Optional<Value> left, Optional<Value> right, BiPredicate<Value, Value> test) {
    return left.isPresent() && right.isPresent() && test.test(left.get(), right.get());
  }

  private static boolean beginsWith(Value value, Value prefix) {
    return value instanceof Value.S(String text) && prefix instanceof Value.S(String start) && text.startsWith(start)
        || value instanceof Value.B(Bytes bytes) && prefix instanceof Value.B(Bytes first) && bytes.startsWith(first);
  }

  private static boolean contains(Value value, Value part) {
    return switch (value) {
      case Value.S(String text) -> part instanceof Value.S(String piece) && text.contains(piece);
      case Value.B(Bytes bytes) -> part instanceof Value.B(Bytes piece) && bytes.contains(piece);
      case Value.SS(var elements) -> part instanceof Value.S(String element) && elements.contains(element);
      case Value.NS(var elements) -> part instanceof Value.N(var element) && elements.contains(element);
      case Value.BS(var elements) -> part instanceof Value.B(Bytes element) && elements.contains(element);
      case Value.L(var elements) -> elements.contains(part);
      case Value.N _, Value.M _, Value.Bool _, Value.Null _ -> false;
    };
  }
}
