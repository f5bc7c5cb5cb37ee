package dev.postern.engine.dynamodb;

import static dev.postern.engine.dynamodb.DynamoDbError.VALIDATION;

import dev.postern.core.error.AwsException;
import dev.postern.engine.dynamodb.table.Index;
import dev.postern.engine.dynamodb.table.Keys;
import dev.postern.engine.dynamodb.table.Table;
import dev.postern.engine.dynamodb.value.AttributeValues;
import dev.postern.engine.dynamodb.value.Item;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Pages: an item's keys as LastEvaluatedKey, and an ExclusiveStartKey as a place among rows. */
final class StartKey {
  private StartKey() {}

  /** The names that say which row: the table's keys, and the index's too. */
  static Set<String> names(Table table, Optional<Index> index) {
    Set<String> names = new LinkedHashSet<>(table.keys().names());
    index.ifPresent(on -> names.addAll(on.keys().names()));
    return names;
  }

  /** Where the row that {@code key} names is or was. */
  static byte[] row(Table table, Optional<Index> index, Map<String, AttributeValue> key) {
    Set<String> names = names(table, index);
    if (!key.keySet().equals(names)) {
      String why = index.isEmpty() ? ": The provided key element does not match the schema" : "";
      throw VALIDATION.saying("The provided starting key is invalid" + why);
    }
    try {
      Item item = AttributeValues.item(key);
      byte[] row = Keys.ofItem(table, item);
      return index.isEmpty() ? row : Keys.inIndex(table, index.get(), item).orElseThrow();
    } catch (AwsException e) {
      throw VALIDATION.saying("The provided starting key is invalid: " + e.text());
    }
  }
}
