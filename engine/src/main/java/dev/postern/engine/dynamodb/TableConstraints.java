package dev.postern.engine.dynamodb;

import static dev.postern.engine.dynamodb.DynamoDbError.VALIDATION;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateGlobalSecondaryIndexAction;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.SSESpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.TableClass;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;

/** The model's constraints on table definitions, and the settings inside them that are not there and so are refused by name. */
final class TableConstraints {
  private static final String INVALID = "One or more parameter values were invalid: ";

  private TableConstraints() {}

  static void check(CreateTableRequest request) {
    Constraints constraints = new Constraints();
    constraints.notNull("attributeDefinitions", request.hasAttributeDefinitions() ? request.attributeDefinitions() : null);
    constraints.notNull("keySchema", request.hasKeySchema() ? request.keySchema() : null);
    attributes(constraints, request.attributeDefinitions());
    constraints.oneOf("billingMode", request.billingModeAsString(), BillingMode.knownValues());
    constraints.oneOf("tableClass", request.tableClassAsString(), TableClass.knownValues());
    throughput(constraints, "provisionedThroughput", request.provisionedThroughput());
    if (request.hasKeySchema()) {
      keys(constraints, "keySchema", request.keySchema());
    }
    int local = 0;
    for (LocalSecondaryIndex index : request.localSecondaryIndexes()) {
      local++;
      index(constraints, "localSecondaryIndexes." + local + ".member", index.indexName(), index.keySchema(), index.projection());
    }
    int global = 0;
    for (GlobalSecondaryIndex index : request.globalSecondaryIndexes()) {
      global++;
      String at = "globalSecondaryIndexes." + global + ".member";
      index(constraints, at, index.indexName(), index.keySchema(), index.projection());
      throughput(constraints, at + ".provisionedThroughput", index.provisionedThroughput());
    }
    constraints.require();
    if (request.hasLocalSecondaryIndexes() && request.localSecondaryIndexes().isEmpty()) {
      throw VALIDATION.saying(INVALID + "List of LocalSecondaryIndexes is empty");
    }
    if (request.hasGlobalSecondaryIndexes() && request.globalSecondaryIndexes().isEmpty()) {
      throw VALIDATION.saying(INVALID + "List of GlobalSecondaryIndexes is empty");
    }
    refuseStreamsAndKeys(request.streamSpecification(), request.sseSpecification());
  }

  static void check(UpdateTableRequest request) {
    Constraints constraints = new Constraints();
    attributes(constraints, request.attributeDefinitions());
    constraints.oneOf("billingMode", request.billingModeAsString(), BillingMode.knownValues());
    constraints.oneOf("tableClass", request.tableClassAsString(), TableClass.knownValues());
    throughput(constraints, "provisionedThroughput", request.provisionedThroughput());
    constraints.require();
    refuseStreamsAndKeys(request.streamSpecification(), request.sseSpecification());
  }

  static void check(CreateGlobalSecondaryIndexAction create) {
    Constraints constraints = new Constraints();
    String at = "globalSecondaryIndexUpdates.1.member.create";
    index(constraints, at, create.indexName(), create.keySchema(), create.projection());
    throughput(constraints, at + ".provisionedThroughput", create.provisionedThroughput());
    constraints.require();
  }

  /** Off is what is there: only turning on is refused. */
  private static void refuseStreamsAndKeys(@Nullable StreamSpecification stream, @Nullable SSESpecification encryption) {
    if (stream != null && Boolean.TRUE.equals(stream.streamEnabled())) {
      throw DynamoDbError.notSupported("StreamSpecification");
    }
    if (encryption != null && Boolean.TRUE.equals(encryption.enabled())) {
      throw DynamoDbError.notSupported("SSESpecification");
    }
  }

  private static void attributes(Constraints constraints, List<AttributeDefinition> definitions) {
    for (int i = 0; i < definitions.size(); i++) {
      String at = "attributeDefinitions." + (i + 1) + ".member.";
      constraints.notNull(at + "attributeName", definitions.get(i).attributeName());
      constraints.notNull(at + "attributeType", definitions.get(i).attributeTypeAsString());
      constraints.oneOf(at + "attributeType", definitions.get(i).attributeTypeAsString(), ScalarAttributeType.knownValues());
    }
  }

  private static void index(Constraints constraints, String at, @Nullable String name, List<KeySchemaElement> keys, @Nullable Projection projection) {
    constraints.name(at + ".indexName", name);
    keys(constraints, at + ".keySchema", keys);
    constraints.notNull(at + ".projection", projection);
    if (projection != null) {
      constraints.oneOf(at + ".projection.projectionType", projection.projectionTypeAsString(), ProjectionType.knownValues());
    }
  }

  private static void keys(Constraints constraints, String at, List<KeySchemaElement> elements) {
    constraints.size(at, elements, 1, 2);
    for (int i = 0; i < elements.size(); i++) {
      constraints.notNull(at + "." + (i + 1) + ".member.attributeName", elements.get(i).attributeName());
      constraints.notNull(at + "." + (i + 1) + ".member.keyType", elements.get(i).keyTypeAsString());
      constraints.oneOf(at + "." + (i + 1) + ".member.keyType", elements.get(i).keyTypeAsString(), KeyType.knownValues());
    }
  }

  private static void throughput(Constraints constraints, String at, @Nullable ProvisionedThroughput throughput) {
    if (throughput != null) {
      constraints.notNull(at + ".readCapacityUnits", throughput.readCapacityUnits());
      constraints.notNull(at + ".writeCapacityUnits", throughput.writeCapacityUnits());
      constraints.atLeast(at + ".readCapacityUnits", throughput.readCapacityUnits(), 1);
      constraints.atLeast(at + ".writeCapacityUnits", throughput.writeCapacityUnits(), 1);
    }
  }
}
