package dev.postern.engine.dynamodb.expression;

import dev.postern.engine.dynamodb.value.Item;
import dev.postern.engine.dynamodb.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parts of an item at some paths: maps keep only what is named, lists close up in the order of their elements. */
public record Projection(List<Path> paths) {

  /** Parses a ProjectionExpression. */
  public static Projection parse(String source, Placeholders placeholders) {
    Parsing parsing = new Parsing("ProjectionExpression", source, placeholders);
    List<Path> paths = new ArrayList<>();
    do {
      if (!parsing.atPath()) {
        throw parsing.tokens.syntax();
      }
      Path path = parsing.path();
      Overlap.find(paths, path).ifPresent(parsing::problem);
      paths.add(path);
    } while (parsing.tokens.take(","));
    parsing.finish();
    return new Projection(paths);
  }

  public Item of(Item item) {
    Optional<Value> part = part(new Value.M(item.attributes()), paths, 0);
    return part.isPresent() && part.get() instanceof Value.M(var attributes) ? new Item(attributes) : Item.EMPTY;
  }

  /** What {@code at} keeps when only {@code paths} are wanted, whose first {@code depth} steps led here. */
  private static Optional<Value> part(Value at, List<Path> paths, int depth) {
    if (paths.stream().anyMatch(path -> path.steps().size() == depth)) {
      return Optional.of(at);
    }
    Map<Path.Step, List<Path>> bySteps = new LinkedHashMap<>();
    for (Path path : paths) {
      bySteps.computeIfAbsent(path.steps().get(depth), _ -> new ArrayList<>()).add(path);
    }
    return switch (at) {
      case Value.M(var attributes) -> {
        Map<String, Value> kept = new LinkedHashMap<>();
        attributes.forEach((name, value) -> Optional.ofNullable(bySteps.get(new Path.Attribute(name)))
            .flatMap(below -> part(value, below, depth + 1))
            .ifPresent(part -> kept.put(name, part)));
        yield kept.isEmpty() && depth > 0 ? Optional.empty() : Optional.of(new Value.M(kept));
      }
      case Value.L(var elements) -> {
        List<Value> kept = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
          Value element = elements.get(i);
          Optional.ofNullable(bySteps.get(new Path.Element(i))).flatMap(below -> part(element, below, depth + 1)).ifPresent(kept::add);
        }
        yield kept.isEmpty() ? Optional.empty() : Optional.of(new Value.L(kept));
      }
      case Value.S _, Value.N _, Value.B _, Value.SS _, Value.NS _, Value.BS _, Value.Bool _, Value.Null _ -> Optional.empty();
    };
  }
}
