package dev.postern.engine.dynamodb.value;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An item, a key, or a part of an item: attributes by name. */
public record Item(Map<String, Value> attributes) {
  public static final Item EMPTY = new Item(Map.of());

  /** The largest item in bytes, names included. */
  public static final int MAX_SIZE = 400 * 1024;

  public Optional<Value> get(String name) {
    return Optional.ofNullable(attributes.get(name));
  }

  public boolean has(String name) {
    return attributes.containsKey(name);
  }

  public Item with(String name, Value value) {
    Map<String, Value> copy = new LinkedHashMap<>(attributes);
    copy.put(name, value);
    return new Item(copy);
  }

  /** Those of the named attributes that this item has. */
  public Item only(Collection<String> names) {
    Map<String, Value> part = new LinkedHashMap<>();
    attributes.forEach((name, value) -> {
      if (names.contains(name)) {
        part.put(name, value);
      }
    });
    return new Item(part);
  }

  public int size() {
    return Value.sizeOf(attributes);
  }
}
