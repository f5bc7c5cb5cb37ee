package dev.postern.engine.dynamodb.store;

import dev.postern.core.error.AwsException;
import dev.postern.engine.dynamodb.table.Table;
import dev.postern.engine.dynamodb.table.TableKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * The one thread that changes rows. Writes that wait together share one commit, and so one flush to disk; each is answered after it.
 * A write that refuses is answered after the commit too: what it saw may come from another write of the same commit.
 */
final class Writer implements AutoCloseable {
  private static final int MAX_BATCH = 512;

  /** A write that waits; {@code answer} is what it will say once the commit holds. */
  private static final class Pending<R> {
    private final Function<Batch, R> write;
    private final CompletableFuture<R> future = new CompletableFuture<>();
    private Runnable answer = () -> future.completeExceptionally(new IllegalStateException("not run"));

    Pending(Function<Batch, R> write) {
      this.write = write;
    }

    /** Runs the write; a refusal is kept as the answer, any other failure ends the batch. */
    void run(Batch batch) {
      int before = batch.changes();
      try {
        R result = write.apply(batch);
        answer = () -> future.complete(result);
      } catch (AwsException | AwsServiceException e) {
        if (batch.changes() != before) {
          throw new IllegalStateException("a write was refused after its first change", e);
        }
        answer = () -> future.completeExceptionally(e);
      }
    }
  }

  private final Supplier<Statements> connect;
  private final Supplier<Map<TableKey, Table>> tables;
  private final Consumer<Map<TableKey, Table>> publish;
  private final BlockingQueue<Pending<?>> queue = new LinkedBlockingQueue<>();
  private final Pending<Boolean> end = new Pending<>(_ -> true);
  private final Thread thread;
  private volatile boolean closed;
  private Optional<Statements> connected;

  /** @param connect makes a new connection when one has failed */
  Writer(Statements first, Supplier<Statements> connect, Supplier<Map<TableKey, Table>> tables, Consumer<Map<TableKey, Table>> publish) {
    this.connected = Optional.of(first);
    this.connect = connect;
    this.tables = tables;
    this.publish = publish;
    this.thread = Thread.ofPlatform().name("dynamodb-writer").daemon().start(this::run);
  }

  <R> R write(Function<Batch, R> write) {
    if (closed) {
      throw new StoreException(new IllegalStateException("closed"));
    }
    Pending<R> pending = new Pending<>(write);
    queue.add(pending);
    try {
      return pending.future.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case AwsException refusal -> throw refusal;
        case AwsServiceException refusal -> throw refusal;
        case StoreException failure -> throw failure;
        case Throwable failure -> throw new StoreException(failure);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    queue.add(end);
    try {
      thread.join();
      disconnect();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    List<Pending<?>> batch = new ArrayList<>(MAX_BATCH);
    boolean last = false;
    while (!last) {
      batch.clear();
      try {
        batch.add(queue.take());
      } catch (InterruptedException e) {
        return;
      }
      queue.drainTo(batch, MAX_BATCH - 1);
      last = batch.contains(end);
      commit(batch);
    }
    queue.forEach(late -> late.future.completeExceptionally(new StoreException(new IllegalStateException("closed"))));
  }

  private void commit(List<Pending<?>> batch) {
    try {
      Statements statements = connected.orElseGet(connect);
      connected = Optional.of(statements);
      Batch view = new Batch(statements, tables.get());
      batch.forEach(pending -> pending.run(view));
      view.settle();
      statements.connection().commit();
      publish.accept(view.tables());
      batch.forEach(pending -> pending.answer.run());
    } catch (SQLException | StoreException e) {
      disconnect();
      batch.forEach(pending -> pending.future.completeExceptionally(e));
    } catch (RuntimeException | StackOverflowError e) {
      // One write is faulty: the others must not suffer for it.
      disconnect();
      if (batch.size() == 1) {
        batch.getFirst().future.completeExceptionally(e);
      } else {
        batch.forEach(pending -> commit(List.of(pending)));
      }
    }
  }

  /** Ends the transaction by closing the connection, whatever state an error (a full disk) left it in. */
  private void disconnect() {
    connected.ifPresent(Statements::close);
    connected = Optional.empty();
  }
}
