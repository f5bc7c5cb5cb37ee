package dev.postern.engine.s3.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The SQLite database. Reads run side by side on connections of their own and never wait for a writer (write-ahead log).
 *
 * <p>Writes that arrive together are committed together: whoever gets the lock commits everything that is queued, because one fsync costs as
 * much for a hundred changes as for one. A change that is refused is rolled back alone; when the disk fails, the whole batch fails, and none of
 * it is there.
 */
final class Database implements AutoCloseable {
  private static final int BATCH = 256;

  private final String url;
  private final ConcurrentLinkedDeque<Session> idle = new ConcurrentLinkedDeque<>();
  private final ConcurrentLinkedQueue<Change<?>> queue = new ConcurrentLinkedQueue<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Session writer;
  private volatile boolean closed;

  /** Something to do on a connection. */
  interface Work<T> {
    T run(Session session) throws SQLException;
  }

  /** @param steps what makes each version of the schema from the one before; the first makes it from nothing */
  Database(Path file, List<List<String>> steps) {
    url = "jdbc:sqlite:" + file;
    try {
      writer = open(false);
      int version = writer.first("PRAGMA user_version", row -> row.getInt(1)).orElse(0);
      if (version > steps.size()) {
        throw new IllegalStateException(file + " was written by a newer version");
      }
      if (version < steps.size()) {
        writer.update("BEGIN IMMEDIATE");
        for (String statement : steps.subList(version, steps.size()).stream().flatMap(List::stream).toList()) {
          writer.update(statement);
        }
        writer.update("PRAGMA user_version = " + steps.size());
        writer.update("COMMIT");
      }
    } catch (SQLException e) {
      throw new StorageException(e);
    }
  }

  private Session open(boolean readOnly) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("journal_mode", "WAL");
    properties.setProperty("synchronous", "FULL");
    properties.setProperty("busy_timeout", "10000");
    properties.setProperty("cache_size", "-16000");
    if (readOnly) {
      properties.setProperty("query_only", "true");
    }
    Connection connection = DriverManager.getConnection(url, properties);
    return new Session(connection);
  }

  /** Runs a query against the last committed state. */
  <T> T read(Work<T> work) {
    try {
      Session session = idle.poll() instanceof Session pooled ? pooled : open(true);
      try {
        return work.run(session);
      } finally {
        if (closed) {
          session.close();
        } else {
          idle.push(session);
        }
      }
    } catch (SQLException e) {
      throw new StorageException(e);
    }
  }

  /** Makes a change; durable when this returns. What {@code work} throws undoes it. */
  <T> T write(Work<T> work) {
    Change<T> change = new Change<>(work);
    queue.add(change);
    lock.lock();
    try {
      while (!change.done) {
        commitQueued();
      }
    } finally {
      lock.unlock();
    }
    return change.outcome();
  }

  private void commitQueued() {
    List<Change<?>> batch = new ArrayList<>();
    while (batch.size() < BATCH && queue.poll() instanceof Change<?> change) {
      batch.add(change);
    }
    try {
      writer.update("BEGIN IMMEDIATE");
      for (Change<?> change : batch) {
        writer.update("SAVEPOINT one");
        if (!change.run(writer)) {
          writer.update("ROLLBACK TO one");
        }
        writer.update("RELEASE one");
      }
      writer.update("COMMIT");
    } catch (SQLException e) {
      rollBack(e);
      batch.forEach(change -> change.failure = Optional.of(new StorageException(e)));
    } finally {
      batch.forEach(change -> change.done = true);
    }
  }

  /** After a full disk SQLite may have rolled back by itself; a second rollback then only says so. */
  private void rollBack(SQLException cause) {
    try {
      writer.update("ROLLBACK");
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    closed = true;
    lock.lock();
    try {
      for (Session session = idle.poll(); session != null; session = idle.poll()) {
        session.close();
      }
      writer.close();
    } catch (SQLException e) {
      throw new StorageException(e);
    } finally {
      lock.unlock();
    }
  }

  private static final class Change<T> {
    private final Work<T> work;
    private Optional<T> result = Optional.empty();
    private Optional<RuntimeException> failure = Optional.empty();
    private boolean done;

    Change(Work<T> work) {
      this.work = work;
    }

    /** @return false when the change is refused and must be undone */
    boolean run(Session session) throws SQLException {
      try {
        result = Optional.of(work.run(session));
        return true;
      } catch (RuntimeException e) {
        failure = Optional.of(e);
        return false;
      }
    }

    T outcome() {
      if (failure.isPresent()) {
        throw failure.get();
      }
      return result.orElseThrow();
    }
  }
}
