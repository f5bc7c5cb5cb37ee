package dev.postern.engine.dynamodb.store;

import dev.postern.engine.dynamodb.table.Table;
import dev.postern.engine.dynamodb.table.TableKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.sqlite.SQLiteConfig;

/**
 * Tables and their rows in one SQLite file.
 *
 * <p>Readers have connections of their own and see the last commit (write-ahead log): they never wait for the writer. Writes go to the
 * {@link Writer}, and return when they are on disk.
 */
public final class Store implements AutoCloseable {
  private static final int READERS = 8;
  private static final int SCHEMA_VERSION = 1;
  private static final List<String> SCHEMA = List.of(
      "CREATE TABLE tables (account TEXT, region TEXT, name TEXT, definition TEXT NOT NULL, PRIMARY KEY (account, region, name))",
      "CREATE TABLE spaces (space INTEGER PRIMARY KEY AUTOINCREMENT, items INTEGER NOT NULL, bytes INTEGER NOT NULL)",
      "CREATE TABLE rows (space INTEGER, key BLOB, size INTEGER NOT NULL, item BLOB NOT NULL, PRIMARY KEY (space, key)) WITHOUT ROWID",
      "CREATE TABLE tokens (account TEXT, region TEXT, token TEXT, request TEXT, at INTEGER, PRIMARY KEY (account, region, token))",
      "PRAGMA user_version = " + SCHEMA_VERSION);

  private final Path file;
  private final Semaphore reading = new Semaphore(READERS);
  private final Queue<Statements> idle = new ConcurrentLinkedQueue<>();
  private final Writer writer;
  private volatile Map<TableKey, Table> tables;

  /** Opens or makes the file. @throws StoreException when the disk refuses */
  public Store(Path file) {
    this.file = file;
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Connection connection = connect();
      createSchema(connection);
      Statements statements = new Statements(connection);
      this.tables = readTables(statements);
      connection.setAutoCommit(false);
      this.writer = new Writer(statements, this::connection, () -> tables, changed -> tables = changed);
    } catch (SQLException | IOException e) {
      throw new StoreException(e);
    }
  }

  /** The definitions of all tables, as last committed. */
  public Map<TableKey, Table> tables() {
    return tables;
  }

  public Optional<Table> table(TableKey key) {
    return Optional.ofNullable(tables.get(key));
  }

  /** Reads as of one moment. */
  public <R> R read(Function<Rows, R> read) {
    reading.acquireUninterruptibly();
    try {
      // Connections are opened when they are first needed, so that opening the store is quick.
      Statements reader = Optional.ofNullable(idle.poll()).orElseGet(this::connection);
      try {
        R result = read.apply(new Rows(reader));
        // Ends the read's view, so that the next one sees newer commits and the log can be checkpointed.
        reader.connection().rollback();
        idle.add(reader);
        return result;
      } catch (SQLException e) {
        reader.close();
        throw new StoreException(e);
      } catch (RuntimeException e) {
        reader.close();
        throw e;
      }
    } finally {
      reading.release();
    }
  }

  /** Carries out a write; returns when it is on disk. @throws StoreException when it could not be kept: nothing has changed then */
  public <R> R write(Function<Batch, R> write) {
    return writer.write(write);
  }

  /** Ends when the writes under way are answered. */
  @Override
  public void close() {
    writer.close();
    reading.acquireUninterruptibly(READERS);
    idle.forEach(Statements::close);
  }

  private Statements connection() {
    try {
      Connection connection = connect();
      connection.setAutoCommit(false);
      return new Statements(connection);
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  private Connection connect() throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(10_000);
    config.setPageSize(8192);
    config.setCacheSize(-16 * 1024);
    return DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties());
  }

  private static void createSchema(Connection connection) throws SQLException {
    int version;
    try (var statement = connection.createStatement(); var row = statement.executeQuery("PRAGMA user_version")) {
      version = row.next() ? row.getInt(1) : 0;
    }
    if (version == SCHEMA_VERSION) {
      return;
    }
    if (version != 0) {
      throw new SQLException("the file has schema version " + version + ", this program knows " + SCHEMA_VERSION);
    }
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      for (String sql : SCHEMA) {
        statement.executeUpdate(sql);
      }
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  private static Map<TableKey, Table> readTables(Statements statements) {
    List<Table> read = new ArrayList<>();
    statements.query("SELECT definition FROM tables", row -> read.add(TableJson.read(row.getString(1))));
    Map<TableKey, Table> byKey = new HashMap<>();
    read.forEach(table -> byKey.put(table.key(), table));
    return Map.copyOf(byKey);
  }
}
