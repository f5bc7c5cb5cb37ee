package dev.postern.engine.dynamodb.expression;

import static dev.postern.engine.dynamodb.DynamoDbError.VALIDATION;

import dev.postern.engine.dynamodb.value.Item;
import dev.postern.engine.dynamodb.value.Numbers;
import dev.postern.engine.dynamodb.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Applies an {@link Update} to an item. All sources are read from the item as it was; then values are put in the order of list
 * positions (a position past the end appends), and removals come last, from the end of a list to its start, so that every position means
 * the list as it was.
 */
public final class Updating {
  private static final String BAD_TYPE = "An operand in the update expression has an incorrect data type";
  private static final String BAD_PATH = "The document path provided in the update expression is invalid for update";
  private static final String ABSENT = "The provided expression refers to an attribute that does not exist in the item";

  private final Item before;

  private Updating(Item before) {
    this.before = before;
  }

  /** The item after {@code update}. */
  public static Item apply(Update update, Item item) {
    Updating updating = new Updating(item);
    Map<Path, Value> puts = new LinkedHashMap<>();
    List<Path> removals = new ArrayList<>();
    for (Update.Action action : update.actions()) {
      switch (action) {
        case Update.Set(Path path, Update.Source source) -> puts.put(path, updating.value(source));
        case Update.Remove(Path path) -> removals.add(path);
        case Update.Add(Path path, Value value) -> puts.put(path, path.in(item).map(old -> added(old, value)).orElse(value));
        case Update.Delete(Path path, Value value) -> path.in(item).ifPresent(old ->
            deleted(old, value).ifPresentOrElse(rest -> puts.put(path, rest), () -> removals.add(path)));
      }
    }
    Value root = new Value.M(item.attributes());
    for (Path path : sorted(puts.keySet(), Updating::compare)) {
      root = changed(root, path.steps(), 0, Optional.of(puts.get(path)));
    }
    for (Path path : sorted(removals, (a, b) -> compare(b, a))) {
      root = changed(root, path.steps(), 0, Optional.empty());
    }
    return new Item(((Value.M) root).attributes());
  }

  private Value value(Update.Source source) {
    return switch (source) {
      case Update.Constant(Value value) -> value;
      case Update.Attribute(Path path) -> path.in(before).orElseThrow(() -> VALIDATION.saying(ABSENT));
      case Update.IfNotExists(Path path, Update.Source otherwise) -> path.in(before).orElseGet(() -> value(otherwise));
      case Update.ListAppend(Update.Source first, Update.Source second) -> appended(value(first), value(second));
      case Update.Plus(Update.Source left, Update.Source right) -> new Value.N(Numbers.normalized(number(left).add(number(right))));
      case Update.Minus(Update.Source left, Update.Source right) -> new Value.N(Numbers.normalized(number(left).subtract(number(right))));
    };
  }

  private BigDecimal number(Update.Source source) {
    if (value(source) instanceof Value.N(BigDecimal number)) {
      return number;
    }
    throw VALIDATION.saying(BAD_TYPE);
  }

  private static Value appended(Value first, Value second) {
    if (!(first instanceof Value.L(var head) && second instanceof Value.L(var tail))) {
      throw VALIDATION.saying(BAD_TYPE);
    }
    List<Value> all = new ArrayList<>(head);
    all.addAll(tail);
    return new Value.L(all);
  }

  private static Value added(Value old, Value more) {
    if (old instanceof Value.N(var a) && more instanceof Value.N(var b)) {
      return new Value.N(Numbers.normalized(a.add(b)));
    }
    if (old instanceof Value.SS(var a) && more instanceof Value.SS(var b)) {
      return new Value.SS(union(a, b));
    }
    if (old instanceof Value.NS(var a) && more instanceof Value.NS(var b)) {
      return new Value.NS(union(a, b));
    }
    if (old instanceof Value.BS(var a) && more instanceof Value.BS(var b)) {
      return new Value.BS(union(a, b));
    }
    throw VALIDATION.saying(BAD_TYPE);
  }

  /** The rest of a set; empty when nothing is left, since there are no empty sets. */
  private static Optional<Value> deleted(Value old, Value gone) {
    if (old instanceof Value.SS(var a) && gone instanceof Value.SS(var b)) {
      return rest(a, b).map(Value.SS::new);
    }
    if (old instanceof Value.NS(var a) && gone instanceof Value.NS(var b)) {
      return rest(a, b).map(Value.NS::new);
    }
    if (old instanceof Value.BS(var a) && gone instanceof Value.BS(var b)) {
      return rest(a, b).map(Value.BS::new);
    }
    throw VALIDATION.saying(BAD_TYPE);
  }

  private static <T> Set<T> union(Set<T> a, Set<T> b) {
    Set<T> all = new LinkedHashSet<>(a);
    all.addAll(b);
    return all;
  }

  private static <T> Optional<Set<T>> rest(Set<T> a, Set<T> b) {
    Set<T> rest = new LinkedHashSet<>(a);
    rest.removeAll(b);
    return rest.isEmpty() ? Optional.empty() : Optional.of(rest);
  }

  /** {@code at} with {@code value} put at, or removed from, the place that the steps from {@code depth} on lead to. */
  private static Value changed(Value at, List<Path.Step> steps, int depth, Optional<Value> value) {
    Path.Step step = steps.get(depth);
    boolean last = depth == steps.size() - 1;
    if (step instanceof Path.Attribute(String name) && at instanceof Value.M(var attributes)) {
      Map<String, Value> copy = new LinkedHashMap<>(attributes);
      if (last) {
        value.ifPresentOrElse(v -> copy.put(name, v), () -> copy.remove(name));
      } else {
        copy.put(name, changed(existing(at, step), steps, depth + 1, value));
      }
      return new Value.M(copy);
    }
    if (step instanceof Path.Element(int index) && at instanceof Value.L(var elements)) {
      List<Value> copy = new ArrayList<>(elements);
      if (!last) {
        copy.set(index, changed(existing(at, step), steps, depth + 1, value));
      } else if (index < copy.size()) {
        value.ifPresentOrElse(v -> copy.set(index, v), () -> copy.remove(index));
      } else {
        value.ifPresent(copy::add);
      }
      return new Value.L(copy);
    }
    throw VALIDATION.saying(BAD_PATH);
  }

  private static Value existing(Value at, Path.Step step) {
    return Path.child(at, step).orElseThrow(() -> VALIDATION.saying(BAD_PATH));
  }

  private static List<Path> sorted(Collection<Path> paths, Comparator<Path> order) {
    return paths.stream().sorted(order).toList();
  }

  /** By list positions where two paths share a parent; other paths do not disturb each other. */
  private static int compare(Path a, Path b) {
    for (int i = 0; i < Math.min(a.steps().size(), b.steps().size()); i++) {
      int order = compare(a.steps().get(i), b.steps().get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.steps().size(), b.steps().size());
  }

  private static int compare(Path.Step a, Path.Step b) {
    return switch (a) {
      case Path.Attribute(String name) -> b instanceof Path.Attribute(String other) ? name.compareTo(other) : -1;
      case Path.Element(int index) -> b instanceof Path.Element(int other) ? Integer.compare(index, other) : 1;
    };
  }
}
