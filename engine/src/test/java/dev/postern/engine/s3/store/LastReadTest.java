package dev.postern.engine.s3.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LastReadTest {
  @Test
  void aValueIsReadOnceUntilSomethingChanges() {
    List<String> read = new ArrayList<>();
    LastRead<String, Integer> lengths =
        new LastRead<>(
            key -> {
              read.add(key);
              return key.length();
            });
    assertThat(lengths.get("one") + lengths.get("one") + lengths.get("three")).isEqualTo(11);
    assertThat(read).containsExactly("one", "three");
    lengths.changed();
    assertThat(lengths.get("one")).isEqualTo(3);
    assertThat(read).containsExactly("one", "three", "one");
  }

  @Test
  void whatAChangeOvertookWhileItWasReadIsNotKept() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch changed = new CountDownLatch(1);
    AtomicInteger stored = new AtomicInteger(1);
    LastRead<String, Integer> last =
        new LastRead<>(
            _ -> {
              int value = stored.get();
              reading.countDown();
              try {
                changed.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return value;
            });
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> before = threads.submit(() -> last.get("k"));
      reading.await();
      stored.set(2);
      last.changed();
      changed.countDown();
      assertThat(before.get()).isEqualTo(1);
    }
    assertThat(last.get("k")).isEqualTo(2);
  }

  @Test
  void nobodyIsToldLessThanWasAcknowledged() throws Exception {
    AtomicInteger stored = new AtomicInteger();
    AtomicInteger acknowledged = new AtomicInteger();
    LastRead<String, Integer> last = new LastRead<>(_ -> stored.get());
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<Future<Integer>> readers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        readers.add(
            threads.submit(
                () -> {
                  int stale = 0;
                  while (acknowledged.get() < 100_000) {
                    int least = acknowledged.get();
                    stale += last.get("k") < least ? 1 : 0;
                  }
                  return stale;
                }));
      }
      threads.submit(
          () -> {
            for (int i = 1; i <= 100_000; i++) {
              stored.set(i);
              last.changed();
              acknowledged.set(i);
            }
          });
      for (Future<Integer> reader : readers) {
        assertThat(reader.get()).isZero();
      }
    }
  }
}
