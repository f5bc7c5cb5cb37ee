package dev.postern.engine.dynamodb.table;

import dev.postern.engine.dynamodb.value.Item;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A secondary index.
 *
 * @param space where its rows are
 * @param global whether it has a hash key of its own
 * @param projection which attributes its rows carry besides the keys
 * @param included the names that {@link Projection#INCLUDE} adds, else empty
 */
public record Index(
    long space, String name, boolean global, KeySchema keys, Projection projection, List<String> included, Throughput throughput) {

  /** A projection type, named as in the API. */
  public enum Projection {
    ALL,
    KEYS_ONLY,
    INCLUDE
  }

  /** What a row of this index carries of {@code item}. */
  public Item project(Item item, KeySchema tableKeys) {
    return projection == Projection.ALL ? item : item.only(names(tableKeys));
  }

  /** Whether rows carry the attribute {@code name}. */
  public boolean carries(String attribute, KeySchema tableKeys) {
    return projection == Projection.ALL || names(tableKeys).contains(attribute);
  }

  private Set<String> names(KeySchema tableKeys) {
    Set<String> names = new LinkedHashSet<>(tableKeys.names());
    names.addAll(keys.names());
    names.addAll(included);
    return names;
  }

  public Index withThroughput(Throughput changed) {
    return new Index(space, name, global, keys, projection, included, changed);
  }
}
