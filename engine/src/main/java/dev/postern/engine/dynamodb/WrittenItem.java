package dev.postern.engine.dynamodb;

import dev.postern.engine.dynamodb.expression.Projection;
import dev.postern.engine.dynamodb.expression.Update;
import dev.postern.engine.dynamodb.store.Batch;
import dev.postern.engine.dynamodb.store.KeyRange;
import dev.postern.engine.dynamodb.store.Store;
import dev.postern.engine.dynamodb.table.Index;
import dev.postern.engine.dynamodb.table.Table;
import dev.postern.engine.dynamodb.value.AttributeValues;
import dev.postern.engine.dynamodb.value.Item;
import dev.postern.engine.dynamodb.value.KeyBytes;
import dev.postern.engine.dynamodb.value.Value;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ItemCollectionMetrics;
import software.amazon.awssdk.services.dynamodb.model.ReturnItemCollectionMetrics;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** A write of one item that is on disk, and what responses tell of it. */
record WrittenItem(PlannedWrite write, Capacity capacity, Optional<ItemCollectionMetrics> metrics) {
  private static final double GIGABYTE = 1 << 30;

  static WrittenItem write(Store store, ItemWrite write, @Nullable ReturnItemCollectionMetrics metrics) {
    return store.write(batch -> write(batch, write, metrics == ReturnItemCollectionMetrics.SIZE));
  }

  static WrittenItem write(Batch batch, ItemWrite write, boolean metrics) {
    return carryOut(batch, PlannedWrite.plan(batch, write), metrics);
  }

  static WrittenItem carryOut(Batch batch, PlannedWrite planned, boolean metrics) {
    Capacity capacity = planned.carryOut(batch);
    return new WrittenItem(planned, capacity, metrics ? measure(batch, planned) : Optional.empty());
  }

  /** What ReturnValues asks for; empty when that is nothing. */
  Optional<Map<String, AttributeValue>> attributes(ReturnValue wanted, Update update) {
    Optional<Item> item = switch (wanted) {
      case NONE, UNKNOWN_TO_SDK_VERSION -> Optional.empty();
      case ALL_OLD -> write.before();
      case ALL_NEW -> write.after();
      case UPDATED_OLD -> write.before().map(old -> new Projection(update.paths()).of(old));
      case UPDATED_NEW -> write.after().map(now -> new Projection(update.paths()).of(now));
    };
    return item.filter(found -> !found.attributes().isEmpty()).map(AttributeValues::print);
  }

  /** The size of the item collection, which only tables with local indexes have: all items with this hash key, with their index rows. */
  private static Optional<ItemCollectionMetrics> measure(Batch batch, PlannedWrite write) {
    Table table = write.table();
    Optional<Value> hash = write.key().get(table.keys().hash());
    if (!table.hasLocalIndexes() || hash.isEmpty()) {
      return Optional.empty();
    }
    KeyRange collection = KeyRange.startingWith(KeyBytes.partition(hash.get()).bytes());
    long bytes = batch.rows().bytesIn(table.space(), collection);
    for (Index index : table.indexes()) {
      bytes += index.global() ? 0 : batch.rows().bytesIn(index.space(), collection);
    }
    double low = Math.floor(bytes / GIGABYTE);
    return Optional.of(ItemCollectionMetrics.builder()
        .itemCollectionKey(Map.of(table.keys().hash(), AttributeValues.print(hash.get())))
        .sizeEstimateRangeGB(low, low + 1)
        .build());
  }
}
