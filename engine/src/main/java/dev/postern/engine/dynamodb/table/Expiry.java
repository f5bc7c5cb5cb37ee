package dev.postern.engine.dynamodb.table;

import dev.postern.engine.dynamodb.value.Item;
import dev.postern.engine.dynamodb.value.KeyBytes;
import dev.postern.engine.dynamodb.value.Value;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A table's Time to Live: items whose {@code attribute} is a number of seconds since 1970 in the past are deleted.
 * <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html">AWS</a>
 *
 * @param space where items are in the order of their expiry, by their keys alone
 */
public record Expiry(String attribute, long space) {

  /** Where {@code item} is in that order; empty when it never expires. */
  public Optional<byte[]> row(Item item, byte[] row) {
    return item.get(attribute)
        .filter(value -> value instanceof Value.N)
        .map(value -> new KeyBytes().add(value).addRaw(row).bytes());
  }

  /** The beginning of the rows that expire at {@code seconds}. */
  public static byte[] at(long seconds) {
    return new KeyBytes().add(new Value.N(BigDecimal.valueOf(seconds).stripTrailingZeros())).bytes();
  }
}
