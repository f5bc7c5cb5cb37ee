package dev.postern.engine.dynamodb;

import dev.postern.engine.dynamodb.table.Index;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/**
 * Capacity units that an operation used of a table and its indexes.
 * <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html">AWS</a>
 */
record Capacity(String tableName, double table, Map<String, Double> local, Map<String, Double> global) {
  private static final int READ_UNIT = 4096;
  private static final int WRITE_UNIT = 1024;

  static Capacity of(String tableName, double table) {
    return new Capacity(tableName, table, Map.of(), Map.of());
  }

  /** The units of reading so many bytes, at least one; half as many when eventually consistent. */
  static double read(long bytes, boolean consistent) {
    return Math.max(1, Math.ceilDiv(bytes, READ_UNIT)) * (consistent ? 1.0 : 0.5);
  }

  /** The units of writing so many bytes, at least one. */
  static double write(long bytes) {
    return Math.max(1, Math.ceilDiv(bytes, WRITE_UNIT));
  }

  Capacity plusIndex(Index index, double units) {
    if (units == 0) {
      return this;
    }
    Capacity more = index.global()
        ? new Capacity(tableName, 0, Map.of(), Map.of(index.name(), units))
        : new Capacity(tableName, 0, Map.of(index.name(), units), Map.of());
    return plus(more);
  }

  Capacity plus(Capacity more) {
    return new Capacity(tableName, table + more.table, sum(local, more.local), sum(global, more.global));
  }

  /** Transactions read and write everything twice. */
  Capacity doubled() {
    return plus(this);
  }

  double total() {
    return table + local.values().stream().mapToDouble(u -> u).sum() + global.values().stream().mapToDouble(u -> u).sum();
  }

  /** What the response says, if the request wants it. */
  Optional<ConsumedCapacity> print(ReturnConsumedCapacity wanted) {
    return switch (wanted) {
      case TOTAL -> Optional.of(ConsumedCapacity.builder().tableName(tableName).capacityUnits(total()).build());
      case INDEXES -> Optional.of(detailed());
      case NONE, UNKNOWN_TO_SDK_VERSION -> Optional.empty();
    };
  }

  private ConsumedCapacity detailed() {
    ConsumedCapacity.Builder builder = ConsumedCapacity.builder().tableName(tableName).capacityUnits(total()).table(units(table));
    if (!local.isEmpty()) {
      builder.localSecondaryIndexes(units(local));
    }
    if (!global.isEmpty()) {
      builder.globalSecondaryIndexes(units(global));
    }
    return builder.build();
  }

  private static Map<String, software.amazon.awssdk.services.dynamodb.model.Capacity> units(Map<String, Double> byIndex) {
    Map<String, software.amazon.awssdk.services.dynamodb.model.Capacity> printed = new TreeMap<>();
    byIndex.forEach((name, units) -> printed.put(name, units(units)));
    return printed;
  }

  private static software.amazon.awssdk.services.dynamodb.model.Capacity units(double units) {
    return software.amazon.awssdk.services.dynamodb.model.Capacity.builder().capacityUnits(units).build();
  }

  private static Map<String, Double> sum(Map<String, Double> a, Map<String, Double> b) {
    Map<String, Double> all = new TreeMap<>(a);
    b.forEach((name, units) -> all.merge(name, units, Double::sum));
    return all;
  }
}
