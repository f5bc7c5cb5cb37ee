package dev.postern.engine.dynamodb;

import dev.postern.engine.dynamodb.store.Rows;
import dev.postern.engine.dynamodb.store.Totals;
import dev.postern.engine.dynamodb.table.Index;
import dev.postern.engine.dynamodb.table.KeySchema;
import dev.postern.engine.dynamodb.table.Table;
import dev.postern.engine.dynamodb.table.Throughput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/** Tables as DescribeTable shows them. Counts and sizes are of now; AWS's are up to six hours old. */
final class TableDescriptions {
  private TableDescriptions() {}

  static TableDescription print(Table table, Rows rows, TableStatus status) {
    Totals totals = rows.totals(table.space());
    TableDescription.Builder builder = TableDescription.builder()
        .tableName(table.key().name())
        .tableArn(table.key().arn())
        .tableId(table.id())
        .tableStatus(status)
        .creationDateTime(instant(table.created()))
        .attributeDefinitions(table.attributes().entrySet().stream()
            .map(e -> AttributeDefinition.builder().attributeName(e.getKey()).attributeType(e.getValue().name()).build()).toList())
        .keySchema(keySchema(table.keys()))
        .provisionedThroughput(throughput(table.throughput()))
        .itemCount(totals.items())
        .tableSizeBytes(totals.bytes())
        .deletionProtectionEnabled(table.deletionProtection());
    if (table.onDemand()) {
      builder.billingModeSummary(b -> b.billingMode(BillingMode.PAY_PER_REQUEST)
          .lastUpdateToPayPerRequestDateTime(instant(table.billed().orElse(table.created()))));
    } else if (table.billed().isPresent()) {
      builder.billingModeSummary(b -> b.billingMode(BillingMode.PROVISIONED).lastUpdateToPayPerRequestDateTime(instant(table.billed().get())));
    }
    if (!table.tableClass().equals("STANDARD")) {
      builder.tableClassSummary(c -> c.tableClass(table.tableClass()));
    }
    List<LocalSecondaryIndexDescription> local = new ArrayList<>();
    List<GlobalSecondaryIndexDescription> global = new ArrayList<>();
    for (Index index : table.indexes()) {
      if (index.global()) {
        global.add(global(table, index, rows.totals(index.space())));
      } else {
        local.add(local(table, index, rows.totals(index.space())));
      }
    }
    if (!local.isEmpty()) {
      builder.localSecondaryIndexes(local);
    }
    if (!global.isEmpty()) {
      builder.globalSecondaryIndexes(global);
    }
    return builder.build();
  }

  private static GlobalSecondaryIndexDescription global(Table table, Index index, Totals totals) {
    return GlobalSecondaryIndexDescription.builder()
        .indexName(index.name())
        .indexArn(table.key().indexArn(index.name()))
        .indexStatus(IndexStatus.ACTIVE)
        .keySchema(keySchema(index.keys()))
        .projection(projection(index))
        .provisionedThroughput(throughput(index.throughput()))
        .itemCount(totals.items())
        .indexSizeBytes(totals.bytes())
        .build();
  }

  private static LocalSecondaryIndexDescription local(Table table, Index index, Totals totals) {
    return LocalSecondaryIndexDescription.builder()
        .indexName(index.name())
        .indexArn(table.key().indexArn(index.name()))
        .keySchema(keySchema(index.keys()))
        .projection(projection(index))
        .itemCount(totals.items())
        .indexSizeBytes(totals.bytes())
        .build();
  }

  private static Projection projection(Index index) {
    Projection.Builder builder = Projection.builder().projectionType(index.projection().name());
    return index.included().isEmpty() ? builder.build() : builder.nonKeyAttributes(index.included()).build();
  }

  private static List<KeySchemaElement> keySchema(KeySchema keys) {
    List<KeySchemaElement> elements = new ArrayList<>();
    elements.add(KeySchemaElement.builder().attributeName(keys.hash()).keyType(KeyType.HASH).build());
    keys.range().ifPresent(name -> elements.add(KeySchemaElement.builder().attributeName(name).keyType(KeyType.RANGE).build()));
    return elements;
  }

  private static ProvisionedThroughputDescription throughput(Throughput throughput) {
    return ProvisionedThroughputDescription.builder()
        .readCapacityUnits(throughput.read())
        .writeCapacityUnits(throughput.write())
        .numberOfDecreasesToday(0L)
        .build();
  }

  private static Instant instant(double seconds) {
    return Instant.ofEpochMilli(Math.round(seconds * 1000));
  }
}
