package dev.postern.engine.dynamodb;

import dev.postern.engine.dynamodb.expression.Condition;
import dev.postern.engine.dynamodb.expression.Operand;
import dev.postern.engine.dynamodb.expression.Path;
import dev.postern.engine.dynamodb.store.KeyRange;
import dev.postern.engine.dynamodb.store.Store;
import dev.postern.engine.dynamodb.table.Expiry;
import dev.postern.engine.dynamodb.table.Table;
import dev.postern.engine.dynamodb.value.Item;
import dev.postern.engine.dynamodb.value.KeyBytes;
import dev.postern.engine.dynamodb.value.Numbers;
import dev.postern.engine.dynamodb.value.Value;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Deletes expired items, every half minute; until then they are read like any other, as in AWS, where it may take days. Times more than five
 * years in the past are left alone, as AWS does, because they are probably not times.
 */
final class Expiration implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(30);
  private static final long FIVE_YEARS = Duration.ofDays(5 * 365).toSeconds();
  private static final int AT_ONCE = 200;

  private final Store store;
  private final Clock clock;
  private final ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor(
      Thread.ofPlatform().name("dynamodb-expiration").daemon().factory());

  Expiration(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
    schedule.scheduleWithFixedDelay(this::sweepQuietly, EVERY.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    schedule.close();
  }

  /** Deletes all items that are expired now. */
  void sweep() {
    for (Table table : store.tables().values()) {
      table.expiry().ifPresent(expiry -> sweep(table, expiry));
    }
  }

  private void sweep(Table table, Expiry expiry) {
    long now = clock.instant().getEpochSecond();
    KeyRange over = new KeyRange(Expiry.at(now - FIVE_YEARS), KeyBytes.after(Expiry.at(now)));
    Condition stillOver = new Condition.Compare(Condition.Comparator.LESS_OR_EQUAL,
        new Operand.Attribute(new Path(List.of(new Path.Attribute(expiry.attribute())))),
        new Operand.Constant(new Value.N(Numbers.normalized(BigDecimal.valueOf(now)))));
    List<Item> keys;
    do {
      List<Item> found = store.read(rows -> {
        List<Item> some = new ArrayList<>();
        rows.scan(expiry.space(), over, true, (_, key) -> some.add(key) && some.size() < AT_ONCE);
        return some;
      });
      found.forEach(key -> delete(new ItemWrite(table.key(), new ItemWrite.Delete(key), Optional.of(stillOver), false)));
      keys = found;
    } while (keys.size() == AT_ONCE);
  }

  private void delete(ItemWrite write) {
    try {
      store.write(batch -> batch.table(write.table()).map(_ -> WrittenItem.write(batch, write, false)));
    } catch (ConditionalCheckFailedException _) {
      // A client gave the item more time meanwhile.
    }
  }

  /** A failed sweep (a full disk) must not end the schedule. */
  private void sweepQuietly() {
    try {
      sweep();
    } catch (RuntimeException e) {
      System.getLogger(Expiration.class.getName()).log(System.Logger.Level.DEBUG, "expired items are still there", e);
    }
  }
}
