package dev.postern.engine.dynamodb;

import static dev.postern.engine.dynamodb.DynamoDbError.RESOURCE_NOT_FOUND;
import static dev.postern.engine.dynamodb.DynamoDbError.VALIDATION;

import dev.postern.engine.dynamodb.expression.Path;
import dev.postern.engine.dynamodb.expression.Update;
import dev.postern.engine.dynamodb.expression.Updating;
import dev.postern.engine.dynamodb.store.Batch;
import dev.postern.engine.dynamodb.table.Expiry;
import dev.postern.engine.dynamodb.table.Index;
import dev.postern.engine.dynamodb.table.Keys;
import dev.postern.engine.dynamodb.table.Table;
import dev.postern.engine.dynamodb.value.AttributeValues;
import dev.postern.engine.dynamodb.value.Bytes;
import dev.postern.engine.dynamodb.value.Item;
import java.util.Arrays;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * A write that nothing refuses any more: the item's row before and after. Planning only reads; carrying out only writes.
 *
 * @param before the item as it was, if it was there
 * @param after the item as it will be, if it will be there
 */
record PlannedWrite(Table table, byte[] row, Optional<Item> before, Optional<Item> after, boolean changes) {

  /** Checks the write against the schema, the item that is there, the condition and the limits. */
  static PlannedWrite plan(Batch batch, ItemWrite write) {
    Table table = batch.table(write.table()).orElseThrow(() -> RESOURCE_NOT_FOUND.saying("Requested resource not found"));
    byte[] row = switch (write.change()) {
      case ItemWrite.Put(Item item) -> Keys.ofItem(table, item);
      case ItemWrite.Delete(Item key) -> Keys.ofKey(table, key);
      case ItemWrite.Edit(Item key, Update update) -> {
        requireNoKey(table, update);
        yield Keys.ofKey(table, key);
      }
      case ItemWrite.Check(Item key) -> Keys.ofKey(table, key);
    };
    Optional<Item> before = batch.rows().get(table.space(), row);
    if (write.condition().isPresent() && !write.condition().get().holds(before.orElse(Item.EMPTY))) {
      throw conditionFailed(write.returnOld() ? before : Optional.empty());
    }
    return switch (write.change()) {
      case ItemWrite.Put(Item item) -> {
        Item fitting = fitting(item, "Item size has exceeded the maximum allowed size");
        yield new PlannedWrite(table, row, before, Optional.of(fitting), true);
      }
      case ItemWrite.Delete _ -> new PlannedWrite(table, row, before, Optional.empty(), true);
      case ItemWrite.Edit(Item key, Update update) -> {
        Item after = Updating.apply(update, before.orElse(key));
        Keys.checkIndexKeys(table, after);
        Item fitting = fitting(after, "Item size to update has exceeded the maximum allowed size");
        yield new PlannedWrite(table, row, before, Optional.of(fitting), true);
      }
      case ItemWrite.Check _ -> new PlannedWrite(table, row, before, before, false);
    };
  }

  /** Writes the item's row and its rows in the indexes. */
  Capacity carryOut(Batch batch) {
    Capacity capacity = Capacity.of(table.key().name(), Capacity.write(Math.max(size(before), size(after))));
    if (!changes) {
      return capacity;
    }
    replace(batch, table.space(), row, before, row, after);
    for (Index index : table.indexes()) {
      capacity = capacity.plusIndex(index, carryOut(batch, index));
    }
    table.expiry().ifPresent(expiry -> carryOut(batch, expiry));
    return capacity;
  }

  private double carryOut(Batch batch, Index index) {
    Optional<byte[]> oldRow = before.flatMap(item -> Keys.inIndex(table, index, item));
    Optional<byte[]> newRow = after.flatMap(item -> Keys.inIndex(table, index, item));
    Optional<Item> oldItem = oldRow.flatMap(_ -> before).map(item -> index.project(item, table.keys()));
    Optional<Item> newItem = newRow.flatMap(_ -> after).map(item -> index.project(item, table.keys()));
    if (oldRow.isEmpty() && newRow.isEmpty()) {
      return 0;
    }
    boolean samePlace = oldRow.isPresent() && newRow.isPresent() && Arrays.equals(oldRow.get(), newRow.get());
    if (samePlace && oldItem.equals(newItem)) {
      return 0;
    }
    byte[] none = {};
    replace(batch, index.space(), oldRow.orElse(none), oldItem, newRow.orElse(none), newItem);
    if (samePlace) {
      return Capacity.write(Math.max(size(oldItem), size(newItem)));
    }
    // A row that moves is deleted in one place and written in another.
    return oldItem.map(item -> Capacity.write(item.size())).orElse(0.0) + newItem.map(item -> Capacity.write(item.size())).orElse(0.0);
  }

  private void carryOut(Batch batch, Expiry expiry) {
    Optional<byte[]> oldRow = before.flatMap(item -> expiry.row(item, row));
    Optional<byte[]> newRow = after.flatMap(item -> expiry.row(item, row));
    byte[] none = {};
    replace(batch, expiry.space(), oldRow.orElse(none), oldRow.map(_ -> key()), newRow.orElse(none), newRow.map(_ -> key()));
  }

  private static void replace(Batch batch, long space, byte[] oldRow, Optional<Item> oldItem, byte[] newRow, Optional<Item> newItem) {
    boolean moves = !Arrays.equals(oldRow, newRow);
    if (oldItem.isPresent() && (newItem.isEmpty() || moves)) {
      batch.delete(space, oldRow, oldItem.get());
    }
    if (newItem.isPresent()) {
      batch.put(space, newRow, moves ? Optional.empty() : oldItem, newItem.get());
    }
  }

  private static int size(Optional<Item> item) {
    return item.map(Item::size).orElse(0);
  }

  private static Item fitting(Item item, String refusal) {
    if (item.size() > Item.MAX_SIZE) {
      throw VALIDATION.saying(refusal);
    }
    return item;
  }

  private static void requireNoKey(Table table, Update update) {
    for (Path path : update.paths()) {
      if (table.keys().names().contains(path.head())) {
        throw VALIDATION.saying("One or more parameter values were invalid: Cannot update attribute %s. This attribute is part of the key"
            .formatted(path.head()));
      }
    }
  }

  private static ConditionalCheckFailedException conditionFailed(Optional<Item> item) {
    ConditionalCheckFailedException.Builder builder = ConditionalCheckFailedException.builder();
    builder.message(DynamoDbError.CONDITIONAL_CHECK_FAILED.pattern()).writableStackTrace(false);
    item.ifPresent(found -> builder.item(AttributeValues.print(found)));
    return (ConditionalCheckFailedException) builder.build();
  }

  /** Which row, among all tables. */
  record Place(long space, Bytes row) {}

  Place place() {
    return new Place(table.space(), Bytes.of(row));
  }

  /** The key attributes of the row; empty only for an item that neither was nor will be there. */
  Item key() {
    return Keys.keyOf(table, after.or(() -> before).orElse(Item.EMPTY));
  }
}
