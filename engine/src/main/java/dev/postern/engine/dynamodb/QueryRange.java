package dev.postern.engine.dynamodb;

import static dev.postern.engine.dynamodb.DynamoDbError.VALIDATION;

import dev.postern.engine.dynamodb.expression.Condition;
import dev.postern.engine.dynamodb.expression.KeyCondition;
import dev.postern.engine.dynamodb.store.KeyRange;
import dev.postern.engine.dynamodb.table.KeySchema;
import dev.postern.engine.dynamodb.table.Table;
import dev.postern.engine.dynamodb.value.KeyBytes;
import dev.postern.engine.dynamodb.value.Type;
import dev.postern.engine.dynamodb.value.Value;

/** A key condition as a range of rows. */
final class QueryRange {
  private QueryRange() {}

  static KeyRange of(Table table, KeySchema keys, KeyCondition condition) {
    Value hash = condition.hash();
    require(table, keys.hash(), hash);
    if (condition.range().isEmpty()) {
      return KeyRange.startingWith(KeyBytes.partition(hash).bytes());
    }
    String name = keys.range().orElseThrow();
    return switch (condition.range().get()) {
      case KeyCondition.Compared(Condition.Comparator comparator, Value value) -> {
        require(table, name, value);
        yield compared(hash, comparator, value);
      }
      case KeyCondition.BetweenBoth(Value low, Value high) -> {
        require(table, name, low);
        require(table, name, high);
        yield new KeyRange(at(hash, low), KeyBytes.after(at(hash, high)));
      }
      case KeyCondition.Prefixed(Value prefix) -> {
        if (prefix.type() == Type.N || table.typeOf(name) == Type.N) {
          throw mismatch();
        }
        require(table, name, prefix);
        yield KeyRange.startingWith(KeyBytes.partition(hash).addPrefix(prefix).bytes());
      }
    };
  }

  private static KeyRange compared(Value hash, Condition.Comparator comparator, Value value) {
    KeyRange all = KeyRange.startingWith(KeyBytes.partition(hash).bytes());
    byte[] here = at(hash, value);
    // Rows of an index go on after the index key: "after it" is after all that begin with it.
    byte[] after = KeyBytes.after(here);
    return switch (comparator) {
      case EQUAL -> new KeyRange(here, after);
      case LESS -> new KeyRange(all.from(), here);
      case LESS_OR_EQUAL -> new KeyRange(all.from(), after);
      case GREATER -> new KeyRange(after, all.to());
      case GREATER_OR_EQUAL -> new KeyRange(here, all.to());
      case NOT_EQUAL -> throw new IllegalArgumentException("refused when parsed");
    };
  }

  private static byte[] at(Value hash, Value range) {
    return KeyBytes.partition(hash).add(range).bytes();
  }

  private static void require(Table table, String name, Value value) {
    if (value.type() != table.typeOf(name)) {
      throw mismatch();
    }
    boolean empty = value instanceof Value.S(String text) && text.isEmpty() || value instanceof Value.B(var bytes) && bytes.length() == 0;
    if (empty) {
      throw VALIDATION.saying(("One or more parameter values are not valid. "
          + "The AttributeValue for a key attribute cannot contain an empty %s value. Key: %s").formatted(value.type() == Type.S ? "string" : "binary", name));
    }
  }

  private static RuntimeException mismatch() {
    return VALIDATION.saying("One or more parameter values were invalid: Condition parameter type does not match schema type");
  }
}
