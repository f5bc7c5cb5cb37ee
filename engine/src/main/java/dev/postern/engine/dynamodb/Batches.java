package dev.postern.engine.dynamodb;

import static dev.postern.engine.dynamodb.DynamoDbError.RESOURCE_NOT_FOUND;
import static dev.postern.engine.dynamodb.DynamoDbError.VALIDATION;

import dev.postern.core.action.Caller;
import dev.postern.engine.dynamodb.expression.Projection;
import dev.postern.engine.dynamodb.store.Rows;
import dev.postern.engine.dynamodb.store.Store;
import dev.postern.engine.dynamodb.table.Keys;
import dev.postern.engine.dynamodb.table.Table;
import dev.postern.engine.dynamodb.table.TableKey;
import dev.postern.engine.dynamodb.value.AttributeValues;
import dev.postern.engine.dynamodb.value.Bytes;
import dev.postern.engine.dynamodb.value.Item;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ItemCollectionMetrics;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnItemCollectionMetrics;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** BatchGetItem and BatchWriteItem. */
final class Batches {
  private static final int MAX_GETS = 100;
  private static final int MAX_WRITES = 25;
  private static final long MAX_GET_BYTES = 16L << 20;

  private final Store store;

  Batches(Store store) {
    this.store = store;
  }

  /** The keys that one table is asked for. */
  private record Wanted(
      String as, Table table, KeysAndAttributes request, List<byte[]> rows, Optional<Projection> projection, boolean consistent) {}

  BatchGetItemResponse get(Caller caller, BatchGetItemRequest request) {
    new Constraints()
        .oneOf("returnConsumedCapacity", request.returnConsumedCapacityAsString(), ReturnConsumedCapacity.knownValues())
        .notNull("requestItems", request.hasRequestItems() ? request.requestItems() : null)
        .require();
    int count = request.requestItems().values().stream().mapToInt(keys -> keys.keys().size()).sum();
    requireCount(request.requestItems(), count, MAX_GETS, "BatchGetItem");
    List<Wanted> wanted = new ArrayList<>();
    request.requestItems().forEach((name, keys) -> wanted.add(wanted(caller, name, keys)));
    return store.read(rows -> get(rows, wanted, Items.wanted(request.returnConsumedCapacity())));
  }

  private Wanted wanted(Caller caller, String name, KeysAndAttributes request) {
    if (request.keys().isEmpty()) {
      new Constraints().size("requestItems." + name + ".member.keys", request.keys(), 1, MAX_GETS).require();
    }
    Table table = require(TableNames.resolve(caller, name));
    Expressions expressions = Expressions.ofProjection(
        request.hasExpressionAttributeNames(), request.expressionAttributeNames(), request.projectionExpression());
    Optional<Projection> projection = expressions.projection();
    expressions.requireAllUsed();
    List<byte[]> rows = new ArrayList<>();
    Set<Bytes> distinct = new HashSet<>();
    for (Map<String, AttributeValue> key : request.keys()) {
      byte[] row = Keys.ofKey(table, AttributeValues.item(key));
      requireDistinct(distinct.add(Bytes.of(row)));
      rows.add(row);
    }
    return new Wanted(name, table, request, rows, projection, Boolean.TRUE.equals(request.consistentRead()));
  }

  /** Reads until 16 MB are gathered; what is left is given back as unprocessed. */
  private static BatchGetItemResponse get(Rows rows, List<Wanted> all, ReturnConsumedCapacity wantedCapacity) {
    Map<String, List<Map<String, AttributeValue>>> responses = new LinkedHashMap<>();
    Map<String, KeysAndAttributes> unprocessed = new LinkedHashMap<>();
    List<ConsumedCapacity> capacities = new ArrayList<>();
    long bytes = 0;
    for (Wanted wanted : all) {
      List<Map<String, AttributeValue>> found = new ArrayList<>();
      List<Map<String, AttributeValue>> left = new ArrayList<>();
      double units = 0;
      for (int i = 0; i < wanted.rows().size(); i++) {
        if (bytes >= MAX_GET_BYTES) {
          left.add(wanted.request().keys().get(i));
          continue;
        }
        Optional<Item> item = rows.get(wanted.table().space(), wanted.rows().get(i));
        bytes += item.map(Item::size).orElse(0);
        units += Capacity.read(item.map(Item::size).orElse(0), wanted.consistent());
        item.ifPresent(there -> found.add(AttributeValues.print(wanted.projection().map(p -> p.of(there)).orElse(there))));
      }
      responses.put(wanted.as(), found);
      if (!left.isEmpty()) {
        unprocessed.put(wanted.as(), wanted.request().toBuilder().keys(left).build());
      }
      Capacity.of(wanted.table().key().name(), units).print(wantedCapacity).ifPresent(capacities::add);
    }
    BatchGetItemResponse.Builder response = BatchGetItemResponse.builder().responses(responses).unprocessedKeys(unprocessed);
    return capacities.isEmpty() ? response.build() : response.consumedCapacity(capacities).build();
  }

  /** All writes or, when any is refused, none; none is ever left unprocessed. */
  BatchWriteItemResponse write(Caller caller, BatchWriteItemRequest request) {
    new Constraints()
        .oneOf("returnConsumedCapacity", request.returnConsumedCapacityAsString(), ReturnConsumedCapacity.knownValues())
        .oneOf("returnItemCollectionMetrics", request.returnItemCollectionMetricsAsString(), ReturnItemCollectionMetrics.knownValues())
        .notNull("requestItems", request.hasRequestItems() ? request.requestItems() : null)
        .require();
    requireCount(request.requestItems(), request.requestItems().values().stream().mapToInt(List::size).sum(), MAX_WRITES, "BatchWriteItem");
    List<ItemWrite> writes = new ArrayList<>();
    request.requestItems().forEach((name, requests) -> {
      new Constraints().size("requestItems." + name, requests, 1, MAX_WRITES).require();
      TableKey table = TableNames.resolve(caller, name);
      require(table);
      requests.forEach(write -> writes.add(new ItemWrite(table, change(write), Optional.empty(), false)));
    });
    boolean metrics = request.returnItemCollectionMetrics() == ReturnItemCollectionMetrics.SIZE;
    List<WrittenItem> written = store.write(batch -> {
      List<PlannedWrite> planned = writes.stream().map(write -> PlannedWrite.plan(batch, write)).toList();
      Set<PlannedWrite.Place> places = new HashSet<>();
      planned.forEach(write -> requireDistinct(places.add(write.place())));
      return planned.stream().map(write -> WrittenItem.carryOut(batch, write, metrics)).toList();
    });
    BatchWriteItemResponse.Builder response = BatchWriteItemResponse.builder().unprocessedItems(Map.of());
    List<ConsumedCapacity> capacities = capacities(written, Items.wanted(request.returnConsumedCapacity()), false);
    if (!capacities.isEmpty()) {
      response.consumedCapacity(capacities);
    }
    Map<String, List<ItemCollectionMetrics>> measured = metrics(written);
    return measured.isEmpty() ? response.build() : response.itemCollectionMetrics(measured).build();
  }

  /** The sums by table. */
  static List<ConsumedCapacity> capacities(List<WrittenItem> written, ReturnConsumedCapacity wanted, boolean doubled) {
    Map<String, Capacity> byTable = new LinkedHashMap<>();
    for (WrittenItem item : written) {
      Capacity capacity = doubled ? item.capacity().doubled() : item.capacity();
      byTable.merge(capacity.tableName(), capacity, Capacity::plus);
    }
    return byTable.values().stream().flatMap(capacity -> capacity.print(wanted).stream()).toList();
  }

  /** By table, one for each item collection. */
  static Map<String, List<ItemCollectionMetrics>> metrics(List<WrittenItem> written) {
    Map<String, List<ItemCollectionMetrics>> byTable = new LinkedHashMap<>();
    for (WrittenItem item : written) {
      item.metrics().ifPresent(m -> byTable.computeIfAbsent(item.write().table().key().name(), _ -> new ArrayList<>()).add(m));
    }
    byTable.replaceAll((_, all) -> all.stream().distinct().toList());
    return byTable;
  }

  private static ItemWrite.Change change(WriteRequest request) {
    if ((request.putRequest() == null) == (request.deleteRequest() == null)) {
      throw VALIDATION.saying("Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes");
    }
    return request.putRequest() != null
        ? new ItemWrite.Put(AttributeValues.item(request.putRequest().item()))
        : new ItemWrite.Delete(AttributeValues.item(request.deleteRequest().key()));
  }

  private static void requireCount(Map<String, ?> tables, int count, int maximum, String operation) {
    if (tables.isEmpty()) {
      throw VALIDATION.saying("1 validation error detected: Value '{}' at 'requestItems' failed to satisfy constraint: "
          + "Member must have length greater than or equal to 1");
    }
    if (count > maximum) {
      throw VALIDATION.saying("Too many items requested for the " + operation + " call");
    }
  }

  private static void requireDistinct(boolean isNew) {
    if (!isNew) {
      throw VALIDATION.saying("Provided list of item keys contains duplicates");
    }
  }

  private Table require(TableKey name) {
    return store.table(name).orElseThrow(() -> RESOURCE_NOT_FOUND.saying("Requested resource not found"));
  }
}
