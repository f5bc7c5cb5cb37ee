package dev.postern.app.store;

import dev.postern.core.model.Kind;
import dev.postern.core.model.Resource;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.ResourceJson;
import dev.postern.core.state.Snapshot;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** The state in one SQLite file: a row a resource, write-ahead log, every commit synced to the disk. */
public final class SqliteStore implements Store {
  /** Bumped when the JSON of a resource changes shape; an older file is upgraded step by step, a newer one is refused. */
  private static final int FORMAT = 1;

  private final Connection connection;
  private Snapshot current;

  public SqliteStore(Path file) {
    try {
      connection = DriverManager.getConnection("jdbc:sqlite:" + file);
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode=WAL");
        statement.execute("PRAGMA synchronous=FULL");
        statement.execute("PRAGMA busy_timeout=5000");
        statement.execute("CREATE TABLE IF NOT EXISTS meta(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID");
        statement.execute(
            "CREATE TABLE IF NOT EXISTS resource(account TEXT, region TEXT, kind TEXT, id TEXT, json TEXT, tags TEXT,"
                + " PRIMARY KEY(account, region, kind, id)) WITHOUT ROWID");
        statement.execute("INSERT OR IGNORE INTO meta VALUES('revision', 0), ('format', " + FORMAT + ")");
      }
      connection.setAutoCommit(false);
      long format = number("format");
      if (format != FORMAT) {
        throw new StoreException(file + " has format " + format + ", this version reads " + FORMAT, new SQLException());
      }
      current = load();
    } catch (SQLException e) {
      throw new StoreException("cannot open " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized Snapshot read() {
    return current;
  }

  @Override
  public synchronized Snapshot commit(long expectedRevision, Snapshot next) {
    if (current.revision() != expectedRevision) {
      throw new StaleRevisionException(expectedRevision, current.revision());
    }
    long revision = expectedRevision + 1;
    try {
      write(next, revision);
      connection.commit();
    } catch (SQLException e) {
      rollBack(e);
      throw new StoreException("cannot write the state: " + e.getMessage(), e);
    }
    current = next.committedAs(revision);
    return current;
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new StoreException("cannot close the state", e);
    }
  }

  private void write(Snapshot next, long revision) throws SQLException {
    try (PreparedStatement put = connection.prepareStatement("INSERT OR REPLACE INTO resource VALUES(?, ?, ?, ?, ?, ?)");
        PreparedStatement delete =
            connection.prepareStatement("DELETE FROM resource WHERE account = ? AND region = ? AND kind = ? AND id = ?");
        PreparedStatement bump = connection.prepareStatement("UPDATE meta SET value = ? WHERE name = 'revision'")) {
      for (ResourceKey key : next.changes().keys()) {
        Optional<Resource> resource = next.find(key);
        PreparedStatement statement = resource.isPresent() ? put : delete;
        statement.setString(1, key.account());
        statement.setString(2, key.region());
        statement.setString(3, key.kind().name());
        statement.setString(4, key.id());
        if (resource.isPresent()) {
          statement.setString(5, ResourceJson.write(resource.get()));
          statement.setString(6, ResourceJson.writeTags(next.tagsOf(key)));
        }
        statement.executeUpdate();
      }
      bump.setLong(1, revision);
      bump.executeUpdate();
    }
  }

  private void rollBack(SQLException cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private long number(String name) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("SELECT value FROM meta WHERE name = ?")) {
      select.setString(1, name);
      try (ResultSet rows = select.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  private Snapshot load() throws SQLException {
    Snapshot snapshot = Snapshot.EMPTY;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT account, region, kind, id, json, tags FROM resource")) {
      while (rows.next()) {
        Kind kind = Kind.valueOf(rows.getString(3));
        ResourceKey key = new ResourceKey(rows.getString(1), rows.getString(2), kind, rows.getString(4));
        snapshot = snapshot.with(ResourceJson.read(kind, rows.getString(5))).withTags(key, ResourceJson.readTags(rows.getString(6)));
      }
    }
    return snapshot.committedAs(number("revision"));
  }
}
