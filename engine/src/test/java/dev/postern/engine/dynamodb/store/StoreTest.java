package dev.postern.engine.dynamodb.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.error.AwsException;
import dev.postern.engine.dynamodb.DynamoDbError;
import dev.postern.engine.dynamodb.value.Item;
import dev.postern.engine.dynamodb.value.Numbers;
import dev.postern.engine.dynamodb.value.Value;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
  private static final byte[] KEY = {1, 2, 3};

  @TempDir Path dir;

  @Test
  void concurrentWritesSeeEachOther() throws InterruptedException {
    try (Store store = new Store(dir.resolve("s"))) {
      long space = store.write(Batch::newSpace);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        threads.add(Thread.startVirtualThread(() -> {
          for (int j = 0; j < 20; j++) {
            store.write(batch -> increment(batch, space));
          }
        }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(count(store.read(rows -> rows.get(space, KEY)))).isEqualTo(400);
      assertThat(store.read(rows -> rows.totals(space)).items()).isEqualTo(1);
    }
  }

  @Test
  void aRefusedWriteLeavesItsNeighboursAlone() throws InterruptedException {
    try (Store store = new Store(dir.resolve("s"))) {
      long space = store.write(Batch::newSpace);
      AtomicInteger refused = new AtomicInteger();
      AtomicInteger failed = new AtomicInteger();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        int kind = i % 3;
        threads.add(Thread.startVirtualThread(() -> {
          try {
            store.write(batch -> switch (kind) {
              case 0 -> increment(batch, space);
              case 1 -> throw DynamoDbError.VALIDATION.with("no");
              default -> faulty(batch, space);
            });
          } catch (AwsException e) {
            refused.incrementAndGet();
          } catch (StoreException e) {
            failed.incrementAndGet();
          }
        }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(refused).hasValue(20);
      assertThat(failed).hasValue(20);
      assertThat(count(store.read(rows -> rows.get(space, KEY)))).isEqualTo(20);
    }
  }

  @Test
  void readsGoOnWhileAWriteIsUnderWayAndSeeTheLastCommit() throws InterruptedException {
    try (Store store = new Store(dir.resolve("s"))) {
      long space = store.write(Batch::newSpace);
      store.write(batch -> increment(batch, space));
      CountDownLatch written = new CountDownLatch(1);
      CountDownLatch read = new CountDownLatch(1);
      Thread writer = Thread.ofPlatform().start(() -> store.write(batch -> {
        int count = increment(batch, space);
        written.countDown();
        await(read);
        return count;
      }));
      written.await();
      assertThat(count(store.read(rows -> rows.get(space, KEY)))).isEqualTo(1);
      read.countDown();
      writer.join();
      assertThat(count(store.read(rows -> rows.get(space, KEY)))).isEqualTo(2);
    }
  }

  @Test
  void aClosedStoreRefuses() {
    Store store = new Store(dir.resolve("s"));
    store.close();
    assertThatThrownBy(() -> store.write(Batch::newSpace)).isInstanceOf(StoreException.class);
  }

  private static int faulty(Batch batch, long space) {
    increment(batch, space);
    throw new IllegalStateException("a fault after the first change");
  }

  private static int increment(Batch batch, long space) {
    Optional<Item> before = batch.rows().get(space, KEY);
    int next = count(before) + 1;
    batch.put(space, KEY, before, new Item(Map.of("n", new Value.N(Numbers.normalized(BigDecimal.valueOf(next))))));
    return next;
  }

  private static int count(Optional<Item> item) {
    return item.flatMap(i -> i.get("n")).map(n -> ((Value.N) n).number().intValueExact()).orElse(0);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
