package dev.postern.engine.dynamodb.table;

import static dev.postern.engine.dynamodb.DynamoDbError.VALIDATION;

import dev.postern.engine.dynamodb.value.Type;
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
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;

/** Reads keys and indexes from requests, refusing what CreateTable and UpdateTable refuse, in AWS's words. */
public final class Definition {
  private static final String INVALID = "One or more parameter values were invalid: ";
  private static final int MAX_LOCAL = 5;
  private static final int MAX_GLOBAL = 20;

  private final Map<String, Type> attributes;

  private Definition(Map<String, Type> attributes) {
    this.attributes = attributes;
  }

  /** @param definitions their enum values already checked */
  public static Definition of(List<AttributeDefinition> definitions) {
    Map<String, Type> attributes = new LinkedHashMap<>();
    for (AttributeDefinition definition : definitions) {
      if (attributes.put(definition.attributeName(), Type.valueOf(definition.attributeTypeAsString())) != null) {
        throw VALIDATION.saying(INVALID + "Duplicate AttributeName: " + definition.attributeName());
      }
    }
    return new Definition(attributes);
  }

  public Map<String, Type> attributes() {
    return attributes;
  }

  /** A table's or index's key. */
  public KeySchema keys(List<KeySchemaElement> elements) {
    List<String> names = elements.stream().map(KeySchemaElement::attributeName).toList();
    if (!attributes.keySet().containsAll(names)) {
      throw VALIDATION.saying(INVALID + "Some index key attributes are not defined in AttributeDefinitions. Keys: %s, AttributeDefinitions: %s"
          .formatted(names, attributes.keySet()));
    }
    if (elements.getFirst().keyType() != KeyType.HASH) {
      throw VALIDATION.saying("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
    }
    if (elements.size() == 1) {
      return new KeySchema(names.getFirst(), Optional.empty());
    }
    if (names.get(0).equals(names.get(1))) {
      throw VALIDATION.saying("Both the Hash Key and the Range Key element in the KeySchema have the same name");
    }
    if (elements.get(1).keyType() != KeyType.RANGE) {
      throw VALIDATION.saying("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
    }
    return new KeySchema(names.get(0), Optional.of(names.get(1)));
  }

  /** @param space gives each index its place */
  public List<Index> localIndexes(List<LocalSecondaryIndex> requested, KeySchema table, LongSupplier space) {
    if (!requested.isEmpty() && table.range().isEmpty()) {
      throw VALIDATION.saying(INVALID + "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex");
    }
    List<Index> indexes = new ArrayList<>();
    for (LocalSecondaryIndex index : requested) {
      KeySchema keys = keys(index.keySchema());
      if (keys.range().isEmpty()) {
        throw VALIDATION.saying(INVALID + "Index KeySchema does not have a range key for index: " + index.indexName());
      }
      if (!keys.hash().equals(table.hash())) {
        throw VALIDATION.saying(INVALID + ("Index KeySchema does not have the same leading hash key as table KeySchema for index: %s. "
            + "index hash key: %s, table hash key: %s").formatted(index.indexName(), keys.hash(), table.hash()));
      }
      indexes.add(new Index(space.getAsLong(), index.indexName(), false, keys, projection(index.projection()),
          included(index.projection()), Throughput.ON_DEMAND));
    }
    if (indexes.size() > MAX_LOCAL) {
      throw VALIDATION.saying(INVALID + "Number of LocalSecondaryIndexes exceeds per-table limit of " + MAX_LOCAL);
    }
    return indexes;
  }

  /** @param space gives each index its place */
  public List<Index> globalIndexes(List<GlobalSecondaryIndex> requested, boolean onDemand, LongSupplier space) {
    List<Index> indexes = new ArrayList<>();
    for (GlobalSecondaryIndex index : requested) {
      Throughput throughput = indexThroughput(index.indexName(), onDemand, index.provisionedThroughput());
      indexes.add(new Index(space.getAsLong(), index.indexName(), true, keys(index.keySchema()), projection(index.projection()),
          included(index.projection()), throughput));
    }
    return indexes;
  }

  /** Refuses what only the whole shows: an attribute that no key uses, a name used twice, too many indexes. */
  public void requireConsistent(KeySchema table, List<Index> indexes) {
    Set<String> names = new HashSet<>();
    Set<String> used = new HashSet<>(table.names());
    int projected = 0;
    for (Index index : indexes) {
      if (!names.add(index.name())) {
        throw VALIDATION.saying(INVALID + "Duplicate index name: " + index.name());
      }
      used.addAll(index.keys().names());
      projected += index.included().size();
    }
    if (!used.containsAll(attributes.keySet())) {
      throw VALIDATION.saying(INVALID + (indexes.isEmpty()
          ? "Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions"
          : "Some AttributeDefinitions are not used. AttributeDefinitions: %s, keys used: %s".formatted(attributes.keySet(), used)));
    }
    if (indexes.stream().filter(Index::global).count() > MAX_GLOBAL) {
      throw VALIDATION.saying(INVALID + "GlobalSecondaryIndex count exceeds the per-table limit of " + MAX_GLOBAL);
    }
    if (projected > 100) {
      throw VALIDATION.saying(INVALID + "Total number of NonKeyAttributes in all secondary indexes exceeds the limit of 100");
    }
  }

  /** A table's throughput: required exactly when it is provisioned. */
  public static Throughput tableThroughput(boolean onDemand, @Nullable ProvisionedThroughput requested) {
    if (onDemand && requested != null) {
      throw VALIDATION.saying(INVALID + "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST");
    }
    if (!onDemand && requested == null) {
      throw VALIDATION.saying(INVALID + "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED");
    }
    return throughput(requested);
  }

  /** A global index's throughput: required exactly when its table is provisioned. */
  public static Throughput indexThroughput(String name, boolean onDemand, @Nullable ProvisionedThroughput requested) {
    if (onDemand && requested != null) {
      throw VALIDATION.saying(INVALID + "ProvisionedThroughput should not be specified for index: " + name + " when BillingMode is PAY_PER_REQUEST");
    }
    if (!onDemand && requested == null) {
      throw VALIDATION.saying(INVALID + "ProvisionedThroughput must be specified for index: " + name);
    }
    return throughput(requested);
  }

  private static Throughput throughput(@Nullable ProvisionedThroughput requested) {
    return requested == null ? Throughput.ON_DEMAND : new Throughput(requested.readCapacityUnits(), requested.writeCapacityUnits());
  }

  private static Index.Projection projection(software.amazon.awssdk.services.dynamodb.model.Projection requested) {
    String type = requested.projectionTypeAsString();
    if (type == null) {
      throw VALIDATION.saying(INVALID + "Unknown ProjectionType: null");
    }
    Index.Projection projection = Index.Projection.valueOf(type);
    if (requested.hasNonKeyAttributes() && projection != Index.Projection.INCLUDE) {
      throw VALIDATION.saying(INVALID + "ProjectionType is " + type + ", but NonKeyAttributes is specified");
    }
    if (!requested.hasNonKeyAttributes() && projection == Index.Projection.INCLUDE) {
      throw VALIDATION.saying(INVALID + "ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
    }
    return projection;
  }

  private static List<String> included(software.amazon.awssdk.services.dynamodb.model.Projection requested) {
    return requested.hasNonKeyAttributes() ? List.copyOf(requested.nonKeyAttributes()) : List.of();
  }
}
