package dev.postern.engine.dynamodb;

import static dev.postern.engine.dynamodb.DynamoDbError.LIMIT_EXCEEDED;
import static dev.postern.engine.dynamodb.DynamoDbError.RESOURCE_IN_USE;
import static dev.postern.engine.dynamodb.DynamoDbError.RESOURCE_NOT_FOUND;
import static dev.postern.engine.dynamodb.DynamoDbError.VALIDATION;

import dev.postern.core.action.Caller;
import dev.postern.engine.dynamodb.store.Batch;
import dev.postern.engine.dynamodb.store.Store;
import dev.postern.engine.dynamodb.table.Definition;
import dev.postern.engine.dynamodb.table.Index;
import dev.postern.engine.dynamodb.table.KeySchema;
import dev.postern.engine.dynamodb.table.Table;
import dev.postern.engine.dynamodb.table.TableKey;
import dev.postern.engine.dynamodb.table.TablePolicy;
import dev.postern.engine.dynamodb.table.Throughput;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.LongSupplier;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.dynamodb.model.TableClass;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/** CreateTable, DescribeTable, ListTables and DeleteTable. A table is ACTIVE as soon as CreateTable has answered. */
final class Tables {
  private static final int MAX_TABLES = 2500;

  private final Store store;
  private final Clock clock;

  Tables(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  CreateTableResponse create(Caller caller, CreateTableRequest request) {
    TableKey key = TableNames.resolve(caller, request.tableName());
    TableConstraints.check(request);
    boolean onDemand = request.billingMode() == BillingMode.PAY_PER_REQUEST;
    Throughput throughput = Definition.tableThroughput(onDemand, request.provisionedThroughput());
    Definition definition = Definition.of(request.attributeDefinitions());
    KeySchema keys = definition.keys(request.keySchema());
    SortedMap<String, String> tags = Tags.read(request.tags());
    Optional<TablePolicy> policy = Optional.ofNullable(request.resourcePolicy()).map(text -> ResourcePolicies.read(text, clock.millis()));
    // Everything that may be refused is refused before the writer is asked for anything.
    definition.requireConsistent(keys, indexes(definition, request, keys, onDemand, () -> 0));
    double now = clock.millis() / 1000.0;
    return store.write(batch -> {
      if (batch.table(key).isPresent()) {
        throw RESOURCE_IN_USE.saying("Table already exists: " + key.name());
      }
      if (batch.tableCount(key.account(), key.region()) >= MAX_TABLES) {
        throw LIMIT_EXCEEDED.saying("Subscriber limit exceeded: There is a limit of " + MAX_TABLES + " tables per subscriber");
      }
      long space = batch.newSpace();
      Table table = new Table(space, key, UUID.randomUUID().toString(), now, definition.attributes(), keys,
          indexes(definition, request, keys, onDemand, batch::newSpace), onDemand, onDemand ? Optional.of(now) : Optional.empty(), throughput,
          Objects.requireNonNullElse(request.tableClass(), TableClass.STANDARD).toString(),
          Boolean.TRUE.equals(request.deletionProtectionEnabled()), tags, Optional.empty(), policy);
      batch.define(table);
      return CreateTableResponse.builder().tableDescription(TableDescriptions.print(table, batch.rows(), TableStatus.ACTIVE)).build();
    });
  }

  DescribeTableResponse describe(Caller caller, DescribeTableRequest request) {
    TableKey key = TableNames.resolve(caller, request.tableName());
    Table table = store.table(key).orElseThrow(() -> notFound(key));
    TableDescription description = store.read(rows -> TableDescriptions.print(table, rows, TableStatus.ACTIVE));
    return DescribeTableResponse.builder().table(description).build();
  }

  ListTablesResponse list(Caller caller, ListTablesRequest request) {
    new Constraints().atLeast("limit", request.limit(), 1).atMost("limit", request.limit(), 100).require();
    int limit = Objects.requireNonNullElse(request.limit(), 100);
    String after = Objects.requireNonNullElse(request.exclusiveStartTableName(), "");
    List<String> names = store.tables().keySet().stream()
        .filter(key -> key.account().equals(caller.account()) && key.region().equals(caller.region()))
        .map(TableKey::name)
        .filter(name -> name.compareTo(after) > 0)
        .sorted()
        .toList();
    ListTablesResponse.Builder response = ListTablesResponse.builder();
    return names.size() <= limit
        ? response.tableNames(names).build()
        : response.tableNames(names.subList(0, limit)).lastEvaluatedTableName(names.get(limit - 1)).build();
  }

  DeleteTableResponse delete(Caller caller, DeleteTableRequest request) {
    TableKey key = TableNames.resolve(caller, request.tableName());
    return store.write(batch -> {
      Table table = batch.table(key).orElseThrow(() -> notFound(key));
      if (table.deletionProtection()) {
        throw VALIDATION.saying("Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.");
      }
      DeleteTableResponse response = DeleteTableResponse.builder()
          .tableDescription(TableDescriptions.print(table, batch.rows(), TableStatus.DELETING))
          .build();
      drop(batch, table);
      return response;
    });
  }

  static RuntimeException notFound(TableKey key) {
    return RESOURCE_NOT_FOUND.saying("Requested resource not found: Table: " + key.name() + " not found");
  }

  private static void drop(Batch batch, Table table) {
    batch.drop(table);
    batch.dropSpace(table.space());
    table.indexes().forEach(index -> batch.dropSpace(index.space()));
    table.expiry().ifPresent(expiry -> batch.dropSpace(expiry.space()));
  }

  private static List<Index> indexes(
      Definition definition, CreateTableRequest request, KeySchema keys, boolean onDemand, LongSupplier space) {
    List<Index> indexes = new ArrayList<>(definition.localIndexes(request.localSecondaryIndexes(), keys, space));
    indexes.addAll(definition.globalIndexes(request.globalSecondaryIndexes(), onDemand, space));
    return indexes;
  }
}
