package dev.postern.engine.dynamodb;

import static dev.postern.engine.dynamodb.DynamoDbError.LIMIT_EXCEEDED;
import static dev.postern.engine.dynamodb.DynamoDbError.RESOURCE_NOT_FOUND;
import static dev.postern.engine.dynamodb.DynamoDbError.VALIDATION;

import dev.postern.core.action.Caller;
import dev.postern.engine.dynamodb.store.Batch;
import dev.postern.engine.dynamodb.store.KeyRange;
import dev.postern.engine.dynamodb.store.Store;
import dev.postern.engine.dynamodb.table.Definition;
import dev.postern.engine.dynamodb.table.Index;
import dev.postern.engine.dynamodb.table.Keys;
import dev.postern.engine.dynamodb.table.Table;
import dev.postern.engine.dynamodb.table.TableKey;
import dev.postern.engine.dynamodb.table.Throughput;
import dev.postern.engine.dynamodb.value.Type;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateGlobalSecondaryIndexAction;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.UpdateGlobalSecondaryIndexAction;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableResponse;

/** UpdateTable. A new index is filled before the answer, so it is ACTIVE at once; other writes wait for that. */
final class TableUpdates {
  private final Store store;
  private final Clock clock;

  TableUpdates(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  UpdateTableResponse run(Caller caller, UpdateTableRequest request) {
    TableKey key = TableNames.resolve(caller, request.tableName());
    TableConstraints.check(request);
    requireSomething(request);
    requireOneIndexAtATime(request.globalSecondaryIndexUpdates());
    return store.write(batch -> {
      Table before = batch.table(key).orElseThrow(() -> Tables.notFound(key));
      // The first pass only refuses; the second may ask for spaces.
      changed(before, request, () -> 0);
      Table after = changed(before, request, batch::newSpace);
      dropGone(batch, before, after);
      fillNew(batch, before, after);
      batch.define(after);
      return UpdateTableResponse.builder().tableDescription(TableDescriptions.print(after, batch.rows(), TableStatus.ACTIVE)).build();
    });
  }

  private Table changed(Table before, UpdateTableRequest request, LongSupplier space) {
    Table table = billed(before, request);
    if (request.tableClass() != null) {
      table = table.withTableClass(request.tableClassAsString());
    }
    if (request.deletionProtectionEnabled() != null) {
      table = table.withDeletionProtection(request.deletionProtectionEnabled());
    }
    for (GlobalSecondaryIndexUpdate update : request.globalSecondaryIndexUpdates()) {
      if (update.create() != null) {
        table = created(table, request.attributeDefinitions(), update.create(), space);
      } else if (update.delete() != null) {
        table = deleted(table, update.delete().indexName());
      } else if (update.update() != null) {
        table = rethrottled(table, update.update());
      }
    }
    return table;
  }

  private Table billed(Table table, UpdateTableRequest request) {
    BillingMode mode = request.billingMode();
    boolean onDemand = mode == null ? table.onDemand() : mode == BillingMode.PAY_PER_REQUEST;
    if (mode == null && request.provisionedThroughput() == null) {
      return table;
    }
    Throughput throughput = onDemand == table.onDemand() && onDemand && request.provisionedThroughput() == null
        ? table.throughput()
        : provisioned(table, onDemand, request.provisionedThroughput());
    Optional<Double> since = onDemand && !table.onDemand() ? Optional.of(clock.millis() / 1000.0) : table.billed();
    Table billed = table.withBilling(onDemand, since, throughput);
    if (onDemand == table.onDemand()) {
      return billed;
    }
    for (Index index : table.indexes()) {
      if (index.global()) {
        billed = billed.withIndex(index.name(), i -> i.withThroughput(indexThroughput(request, i.name(), onDemand)));
      }
    }
    return billed;
  }

  private static Throughput provisioned(Table table, boolean onDemand, @Nullable ProvisionedThroughput requested) {
    if (requested == null && !onDemand && !table.onDemand()) {
      return table.throughput();
    }
    Throughput throughput = Definition.tableThroughput(onDemand, requested);
    if (!onDemand && !table.onDemand() && throughput.equals(table.throughput())) {
      throw VALIDATION.saying(("The provisioned throughput for the table will not change. The requested value equals the current value. "
          + "Current ReadCapacityUnits provisioned for the table: %1$d. Requested ReadCapacityUnits: %1$d. "
          + "Current WriteCapacityUnits provisioned for the table: %2$d. Requested WriteCapacityUnits: %2$d. "
          + "Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.")
          .formatted(throughput.read(), throughput.write()));
    }
    return throughput;
  }

  /** When the table becomes provisioned, each of its global indexes must be given its throughput in the same request. */
  private static Throughput indexThroughput(UpdateTableRequest request, String name, boolean onDemand) {
    if (onDemand) {
      return Throughput.ON_DEMAND;
    }
    ProvisionedThroughput requested = request.globalSecondaryIndexUpdates().stream()
        .filter(update -> update.update() != null && name.equals(update.update().indexName()))
        .map(update -> update.update().provisionedThroughput())
        .findFirst()
        .orElse(null);
    return Definition.indexThroughput(name, false, requested);
  }

  private static Table created(
      Table table, List<AttributeDefinition> definitions, CreateGlobalSecondaryIndexAction create, LongSupplier space) {
    TableConstraints.check(create);
    if (table.index(create.indexName()).isPresent()) {
      throw VALIDATION.saying("Attempting to create an index which already exists");
    }
    Map<String, Type> attributes = new LinkedHashMap<>(table.attributes());
    Definition.of(definitions).attributes().forEach((name, type) -> {
      if (attributes.getOrDefault(name, type) != type) {
        throw VALIDATION.saying("One or more parameter values were invalid: Attributes cannot be redefined. Please check that your attribute has the "
            + "same type as previously defined. Existing schema: Schema:[%s] New schema: Schema:[%s]".formatted(table.attributes(), definitions));
      }
      attributes.put(name, type);
    });
    Definition definition = Definition.of(attributes.entrySet().stream()
        .map(e -> AttributeDefinition.builder().attributeName(e.getKey()).attributeType(e.getValue().name()).build()).toList());
    GlobalSecondaryIndex asked = GlobalSecondaryIndex.builder().indexName(create.indexName()).keySchema(create.keySchema())
        .projection(create.projection()).provisionedThroughput(create.provisionedThroughput()).build();
    List<Index> indexes = new ArrayList<>(table.indexes());
    indexes.addAll(definition.globalIndexes(List.of(asked), table.onDemand(), space));
    definition.requireConsistent(table.keys(), indexes);
    return table.withAttributes(definition.attributes()).withIndexes(indexes);
  }

  private static Table deleted(Table table, String name) {
    requireGlobal(table, name);
    List<Index> left = table.indexes().stream().filter(index -> !index.name().equals(name)).toList();
    Set<String> used = new HashSet<>(table.keys().names());
    left.forEach(index -> used.addAll(index.keys().names()));
    Map<String, Type> attributes = new LinkedHashMap<>(table.attributes());
    attributes.keySet().retainAll(used);
    return table.withAttributes(attributes).withIndexes(left);
  }

  private static Table rethrottled(Table table, UpdateGlobalSecondaryIndexAction update) {
    requireGlobal(table, update.indexName());
    Throughput throughput = Definition.indexThroughput(update.indexName(), table.onDemand(), update.provisionedThroughput());
    return table.withIndex(update.indexName(), index -> index.withThroughput(throughput));
  }

  private static void requireGlobal(Table table, @Nullable String name) {
    if (table.indexes().stream().noneMatch(index -> index.global() && index.name().equals(name))) {
      throw RESOURCE_NOT_FOUND.saying("Requested resource not found");
    }
  }

  private static void dropGone(Batch batch, Table before, Table after) {
    for (Index index : before.indexes()) {
      if (after.index(index.name()).isEmpty()) {
        batch.dropSpace(index.space());
      }
    }
  }

  private static void fillNew(Batch batch, Table before, Table after) {
    for (Index index : after.indexes()) {
      if (before.index(index.name()).isEmpty()) {
        batch.rows().scan(after.space(), KeyRange.ALL, true, (_, item) -> {
          Keys.inIndex(after, index, item).ifPresent(row -> batch.put(index.space(), row, Optional.empty(), index.project(item, after.keys())));
          return true;
        });
      }
    }
  }

  private static void requireSomething(UpdateTableRequest request) {
    boolean nothing = request.billingMode() == null && request.provisionedThroughput() == null && request.tableClass() == null
        && request.deletionProtectionEnabled() == null && request.globalSecondaryIndexUpdates().isEmpty()
        && request.streamSpecification() == null && request.sseSpecification() == null;
    if (nothing) {
      throw VALIDATION.saying("At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or "
          + "SSESpecification or ReplicaUpdates is required");
    }
  }

  private static void requireOneIndexAtATime(List<GlobalSecondaryIndexUpdate> updates) {
    for (GlobalSecondaryIndexUpdate update : updates) {
      if (update.create() == null && update.delete() == null && update.update() == null) {
        throw VALIDATION.saying("One or more parameter values were invalid: One of GlobalSecondaryIndexUpdate.Update, "
            + "GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null");
      }
    }
    if (updates.stream().filter(update -> update.update() == null).count() > 1) {
      throw LIMIT_EXCEEDED.saying("Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table");
    }
  }
}
