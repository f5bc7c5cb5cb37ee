package dev.postern.engine.dynamodb.table;

import static dev.postern.engine.dynamodb.DynamoDbError.VALIDATION;

import dev.postern.engine.dynamodb.value.Item;
import dev.postern.engine.dynamodb.value.KeyBytes;
import dev.postern.engine.dynamodb.value.Type;
import dev.postern.engine.dynamodb.value.Value;
import java.util.Optional;

/** The keys of rows: checked as AWS checks them, then as bytes. */
public final class Keys {
  private static final int MAX_HASH = 2048;
  private static final int MAX_RANGE = 1024;
  private static final String NOT_VALID = "One or more parameter values are not valid. ";
  private static final String WERE_INVALID = "One or more parameter values were invalid: ";

  private Keys() {}

  /** The row key that a request's Key names: exactly the key attributes, of the right types. */
  public static byte[] ofKey(Table table, Item key) {
    if (key.attributes().size() != table.keys().names().size()) {
      throw mismatch();
    }
    for (String name : table.keys().names()) {
      Value value = key.get(name).orElseThrow(Keys::mismatch);
      if (value.type() != table.typeOf(name)) {
        throw mismatch();
      }
      checkKeyValue(table, name, value);
    }
    return row(table, key);
  }

  /** The row key of an item to be stored: the key attributes among others; index keys, where present, of the right types. */
  public static byte[] ofItem(Table table, Item item) {
    for (String name : table.keys().names()) {
      Value value = item.get(name).orElseThrow(() -> VALIDATION.saying(WERE_INVALID + "Missing the key " + name + " in the item"));
      if (value.type() != table.typeOf(name)) {
        throw VALIDATION.saying(WERE_INVALID + "Type mismatch for key %s expected: %s actual: %s".formatted(name, table.typeOf(name), value.type()));
      }
      checkKeyValue(table, name, value);
    }
    checkIndexKeys(table, item);
    return row(table, item);
  }

  /** The key attributes of an item. */
  public static Item keyOf(Table table, Item item) {
    return item.only(table.keys().names());
  }

  /** Refuses an item whose index keys have the wrong type, are empty or too long. */
  public static void checkIndexKeys(Table table, Item item) {
    for (Index index : table.indexes()) {
      for (String name : index.keys().names()) {
        item.get(name).ifPresent(value -> checkIndexKey(table, index, name, value));
      }
    }
  }

  /**
   * Where the item's row of {@code index} is; empty when it is not in the index: it lacks an index key, or has one that cannot be
   * indexed, as an item may that is older than the index.
   */
  public static Optional<byte[]> inIndex(Table table, Index index, Item item) {
    KeySchema keys = index.keys();
    if (!keys.names().stream().allMatch(name -> item.get(name).filter(value -> canBeKey(table, index, name, value)).isPresent())) {
      return Optional.empty();
    }
    KeyBytes key = KeyBytes.partition(item.attributes().get(keys.hash()));
    keys.range().ifPresent(name -> key.add(item.attributes().get(name)));
    // Several items may have the same index key: the table's key makes the row unique.
    table.keys().names().forEach(name -> key.add(item.attributes().get(name)));
    return Optional.of(key.bytes());
  }

  private static byte[] row(Table table, Item item) {
    KeyBytes key = KeyBytes.partition(item.attributes().get(table.keys().hash()));
    table.keys().range().ifPresent(name -> key.add(item.attributes().get(name)));
    return key.bytes();
  }

  private static void checkKeyValue(Table table, String name, Value value) {
    if (isEmpty(value)) {
      throw VALIDATION.saying(NOT_VALID + "The AttributeValue for a key attribute cannot contain an empty %s value. Key: %s"
          .formatted(word(value.type()), name));
    }
    boolean hash = name.equals(table.keys().hash());
    if (value.type() != Type.N && value.size() > (hash ? MAX_HASH : MAX_RANGE)) {
      throw VALIDATION.saying(WERE_INVALID + tooLong(hash));
    }
  }

  private static void checkIndexKey(Table table, Index index, String name, Value value) {
    if (value.type() != table.typeOf(name)) {
      throw VALIDATION.saying(WERE_INVALID + "Type mismatch for Index Key %s Expected: %s Actual: %s IndexName: %s"
          .formatted(name, table.typeOf(name), value.type(), index.name()));
    }
    if (isEmpty(value)) {
      throw VALIDATION.saying(NOT_VALID + ("A value specified for a secondary index key is not supported. The AttributeValue for a key attribute "
          + "cannot contain an empty %s value. IndexName: %s, IndexKey: %s").formatted(word(value.type()), index.name(), name));
    }
    if (!canBeKey(table, index, name, value)) {
      throw VALIDATION.saying(WERE_INVALID + tooLong(name.equals(index.keys().hash())));
    }
  }

  private static boolean canBeKey(Table table, Index index, String name, Value value) {
    int limit = name.equals(index.keys().hash()) ? MAX_HASH : MAX_RANGE;
    return value.type() == table.typeOf(name) && !isEmpty(value) && (value.type() == Type.N || value.size() <= limit);
  }

  private static String tooLong(boolean hash) {
    return hash
        ? "Size of hashkey has exceeded the maximum size limit of2048 bytes"
        : "Aggregated size of all range keys has exceeded the size limit of 1024 bytes";
  }

  private static boolean isEmpty(Value value) {
    return value instanceof Value.S(String text) && text.isEmpty() || value instanceof Value.B(var bytes) && bytes.length() == 0;
  }

  private static String word(Type type) {
    return type == Type.S ? "string" : "binary";
  }

  private static RuntimeException mismatch() {
    return VALIDATION.saying("The provided key element does not match the schema");
  }
}
