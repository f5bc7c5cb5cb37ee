package dev.postern.engine.s3.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The buckets and their settings. */
public final class Buckets {
  static final List<String> SCHEMA = List.of(
      """
      CREATE TABLE bucket (
        id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, account TEXT NOT NULL, region TEXT NOT NULL, created INTEGER NOT NULL)
      """,
      "CREATE TABLE setting (bucket INTEGER, name TEXT, value TEXT NOT NULL, PRIMARY KEY (bucket, name)) WITHOUT ROWID");

  private static final String SELECT = "SELECT id, name, account, region, created FROM bucket ";

  private final Database database;
  private final Contents contents;
  private final LastRead<String, Optional<Bucket>> named = new LastRead<>(this::readNamed);
  private final LastRead<SettingOf, Optional<String>> settings = new LastRead<>(this::readSetting);

  private record SettingOf(long bucket, String name) {}

  Buckets(Database database, Contents contents) {
    this.database = database;
    this.contents = contents;
  }

  public Optional<Bucket> find(String name) {
    return named.get(name);
  }

  private Optional<Bucket> readNamed(String name) {
    return database.read(session -> session.first(SELECT + "WHERE name = ?", Buckets::read, name));
  }

  /** The account's buckets by name. */
  public List<Bucket> owned(String account) {
    return database.read(session -> session.list(SELECT + "WHERE account = ? ORDER BY name", Buckets::read, account));
  }

  /** Every account's buckets that have a setting, by name. */
  public List<Bucket> having(String setting) {
    return database.read(session -> session.list(SELECT + "WHERE id IN (SELECT bucket FROM setting WHERE name = ?) ORDER BY name", Buckets::read, setting));
  }

  /** Makes a bucket. @return the one that has the name already, and nothing is done */
  public Optional<Bucket> create(String name, String account, String region, Instant now) {
    return change(session -> {
      Optional<Bucket> taken = session.first(SELECT + "WHERE name = ?", Buckets::read, name);
      if (taken.isEmpty()) {
        session.update("INSERT INTO bucket (name, account, region, created) VALUES (?, ?, ?, ?)", name, account, region, now.toEpochMilli());
      }
      return taken;
    });
  }

  /** Deletes a bucket with its settings and unfinished uploads. @return false when it has objects or access points, and nothing is done */
  public boolean delete(Bucket bucket) {
    List<Long> unused = new ArrayList<>();
    boolean deleted = change(session -> {
      boolean hasObjects = session.first("SELECT 1 FROM object WHERE bucket = ? LIMIT 1", _ -> 1, bucket.id()).isPresent();
      if (hasObjects || AccessPoints.anyOf(session, bucket)) {
        return false;
      }
      String uploads = " IN (SELECT id FROM upload WHERE bucket = ?)";
      unused.addAll(session.list("SELECT content FROM part WHERE upload" + uploads, row -> row.getLong(1), bucket.id()));
      for (long content : unused) {
        contents.forget(session, content);
      }
      session.update("DELETE FROM part WHERE upload" + uploads, bucket.id());
      session.update("DELETE FROM upload WHERE bucket = ?", bucket.id());
      session.update("DELETE FROM setting WHERE bucket = ?", bucket.id());
      session.update("DELETE FROM bucket WHERE id = ?", bucket.id());
      return true;
    });
    unused.forEach(contents::delete);
    return deleted;
  }

  public Optional<String> setting(Bucket bucket, String name) {
    return settings.get(new SettingOf(bucket.id(), name));
  }

  private Optional<String> readSetting(SettingOf of) {
    return database.read(
        session -> session.first("SELECT value FROM setting WHERE bucket = ? AND name = ?", row -> row.getString(1), of.bucket(), of.name()));
  }

  public void set(Bucket bucket, String name, String value) {
    change(session -> exists(session, bucket)
        ? session.update("INSERT INTO setting (bucket, name, value) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            bucket.id(), name, value)
        : 0);
  }

  public void unset(Bucket bucket, String name) {
    change(session -> session.update("DELETE FROM setting WHERE bucket = ? AND name = ?", bucket.id(), name));
  }

  private <T> T change(Database.Work<T> work) {
    try {
      return database.write(work);
    } finally {
      named.changed();
      settings.changed();
    }
  }

  /** Whether it is still there; asked within a change that puts something into it. */
  static boolean exists(Session session, Bucket bucket) throws SQLException {
    return session.first("SELECT 1 FROM bucket WHERE id = ?", _ -> 1, bucket.id()).isPresent();
  }

  private static Bucket read(ResultSet row) throws SQLException {
    return new Bucket(row.getLong(1), row.getString(2), row.getString(3), row.getString(4), Instant.ofEpochMilli(row.getLong(5)));
  }
}
