package dev.postern.engine.dynamodb.expression;

import dev.postern.engine.dynamodb.value.Item;
import dev.postern.engine.dynamodb.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A document path: a top-level attribute, then attributes of maps and elements of lists. */
public record Path(List<Step> steps) {

  /** One step down. */
  public sealed interface Step {}

  public record Attribute(String name) implements Step {}

  public record Element(int index) implements Step {}

  /** The name of the top-level attribute. */
  public String head() {
    return ((Attribute) steps.getFirst()).name();
  }

  public boolean isNested() {
    return steps.size() > 1;
  }

  /** What is there in {@code item}. */
  public Optional<Value> in(Item item) {
    Value value = new Value.M(item.attributes());
    for (Step step : steps) {
      Optional<Value> next = child(value, step);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      value = next.get();
    }
    return Optional.of(value);
  }

  static Optional<Value> child(Value parent, Step step) {
    return switch (step) {
      case Attribute(String name) when parent instanceof Value.M(var attributes) -> Optional.ofNullable(attributes.get(name));
      case Element(int index) when parent instanceof Value.L(var elements) && index < elements.size() -> Optional.of(elements.get(index));
      case Attribute _, Element _ -> Optional.empty();
    };
  }

  /** As AWS's messages print it: {@code [a, b, [0]]}. */
  @Override
  public String toString() {
    return steps.stream().map(step -> switch (step) {
      case Attribute(String name) -> name;
      case Element(int index) -> "[" + index + "]";
    }).collect(Collectors.joining(", ", "[", "]"));
  }
}
