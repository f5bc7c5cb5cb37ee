package dev.postern.engine.dynamodb.expression;

import dev.postern.engine.dynamodb.value.Value;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an update expression does to an item: actions on paths that do not overlap.
 * <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html">AWS</a>
 */
public record Update(List<Action> actions) {
  public static final Update NOTHING = new Update(List.of());

  /** One clause. */
  public sealed interface Action {
    Path path();
  }

  public record Set(Path path, Source source) implements Action {}

  public record Remove(Path path) implements Action {}

  public record Add(Path path, Value value) implements Action {}

  public record Delete(Path path, Value value) implements Action {}

  /** Where SET takes its value from. */
  public sealed interface Source {}

  public record Attribute(Path path) implements Source {}

  public record Constant(Value value) implements Source {}

  public record IfNotExists(Path path, Source otherwise) implements Source {}

  public record ListAppend(Source first, Source second) implements Source {}

  public record Plus(Source left, Source right) implements Source {}

  public record Minus(Source left, Source right) implements Source {}

  public List<Path> paths() {
    return actions.stream().map(Action::path).toList();
  }

  /** The paths that are written, and those that are read for it. */
  public Stream<Path> allPaths() {
    return actions.stream().flatMap(action -> Stream.concat(Stream.of(action.path()), action instanceof Set set ? read(set.source()) : Stream.of()));
  }

  private static Stream<Path> read(Source source) {
    return switch (source) {
      case Attribute(Path path) -> Stream.of(path);
      case Constant _ -> Stream.of();
      case IfNotExists(Path path, Source otherwise) -> Stream.concat(Stream.of(path), read(otherwise));
      case ListAppend(Source first, Source second) -> Stream.concat(read(first), read(second));
      case Plus(Source left, Source right) -> Stream.concat(read(left), read(right));
      case Minus(Source left, Source right) -> Stream.concat(read(left), read(right));
    };
  }
}
