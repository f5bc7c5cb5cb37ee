package dev.postern.engine.s3.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The objects of every bucket. */
public final class Objects {
  static final List<String> SCHEMA = List.of(
      """
      CREATE TABLE object (
        bucket INTEGER, key BLOB, content INTEGER NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL, modified INTEGER NOT NULL,
        sum TEXT NOT NULL, parts TEXT NOT NULL, headers TEXT NOT NULL, tags TEXT NOT NULL, PRIMARY KEY (bucket, key)) WITHOUT ROWID
      """);

  private static final String COLUMNS = "key, content, size, etag, modified, sum, parts, headers, tags";
  private static final String FIND = "SELECT " + COLUMNS + " FROM object WHERE bucket = ? AND key = ?";

  private final Database database;
  private final Contents contents;

  Objects(Database database, Contents contents) {
    this.database = database;
    this.contents = contents;
  }

  /** An object and its open bytes. */
  public record Opened(StoredObject object, Content content) {}

  /** Decides within the change whether it may go on, seeing what is there now; refuses by throwing. */
  public interface Guard {
    void check(Optional<StoredObject> present);
  }

  public Optional<StoredObject> find(Bucket bucket, String key) {
    return database.read(session -> session.first(FIND, Objects::read, bucket.id(), Keys.bytes(key)));
  }

  /** An object with its bytes, opened; the caller closes them. */
  public Optional<Opened> open(Bucket bucket, String key) {
    while (true) {
      Optional<Found> found = database.read(session -> session.first(
          "SELECT " + COLUMNS + ", bytes FROM object JOIN content ON id = content WHERE bucket = ? AND key = ?",
          row -> new Found(read(row), row.getBytes(10) instanceof byte[] bytes ? Optional.of(bytes) : Optional.empty()),
          bucket.id(),
          Keys.bytes(key)));
      if (found.isEmpty()) {
        return Optional.empty();
      }
      // empty when the object was replaced between the two looks: then it is there again with another content
      Optional<Content> content = contents.open(found.get().object.content(), found.get().small);
      if (content.isPresent()) {
        return Optional.of(new Opened(found.get().object, content.get()));
      }
      if (find(bucket, key).filter(o -> o.content() == found.get().object.content()).isPresent()) {
        throw new StorageException(new IllegalStateException("content %016x is lost".formatted(found.get().object.content())));
      }
    }
  }

  /** Makes or replaces an object. @return false when the bucket is gone, and nothing is done */
  public boolean put(Bucket bucket, StoredObject object, Draft draft, Guard guard) {
    boolean done = false;
    try {
      List<Long> unused = new ArrayList<>();
      done = database.write(session -> Buckets.exists(session, bucket) && put(session, bucket, object, draft, guard, unused));
      unused.forEach(contents::delete);
      return done;
    } finally {
      if (!done) {
        contents.delete(draft.content());
      }
    }
  }

  /** Within a change: the row, its content, and what it replaces. */
  boolean put(Session session, Bucket bucket, StoredObject object, Draft draft, Guard guard, List<Long> unused) throws SQLException {
    Optional<StoredObject> replaced = session.first(FIND, Objects::read, bucket.id(), Keys.bytes(object.key()));
    guard.check(replaced);
    if (replaced.isPresent()) {
      contents.forget(session, replaced.get().content());
      unused.add(replaced.get().content());
    }
    contents.keep(session, draft);
    session.update("INSERT OR REPLACE INTO object (bucket, " + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        bucket.id(),
        Keys.bytes(object.key()),
        object.content(),
        object.size(),
        object.etag(),
        object.modified().toEpochMilli(),
        object.sum().map(Sum::text).orElse(""),
        Texts.print(object.parts()),
        Texts.print(object.headers()),
        Texts.print(object.tags()));
    return true;
  }

  /** Deletes those of the keys that are there. The guard sees each before. */
  public void delete(Bucket bucket, Collection<String> keys, Guard guard) {
    List<Long> unused = new ArrayList<>();
    database.write(session -> {
      for (String key : keys) {
        Optional<StoredObject> present = session.first(FIND, Objects::read, bucket.id(), Keys.bytes(key));
        guard.check(present);
        if (present.isPresent()) {
          contents.forget(session, present.get().content());
          unused.add(present.get().content());
          session.update("DELETE FROM object WHERE bucket = ? AND key = ?", bucket.id(), Keys.bytes(key));
        }
      }
      return true;
    });
    unused.forEach(contents::delete);
  }

  /** Replaces an object's tags. @return false when there is no such object */
  public boolean tag(Bucket bucket, String key, Map<String, String> tags) {
    return database.write(session ->
        session.update("UPDATE object SET tags = ? WHERE bucket = ? AND key = ?", Texts.print(tags), bucket.id(), Keys.bytes(key)) == 1);
  }

  /** A page of the bucket's objects, without their headers and tags. */
  public Page<StoredObject> list(Bucket bucket, Page.Query query) {
    return database.read(session -> Page.read(
        query,
        (from, _, end, visit) -> session.each(
            "SELECT key, content, size, etag, modified, sum, '', '', '' FROM object WHERE bucket = ? AND key >= ? AND key < ? ORDER BY key",
            Objects::read, visit, bucket.id(), from, end),
        StoredObject::key));
  }

  private record Found(StoredObject object, Optional<byte[]> small) {}

  private static StoredObject read(ResultSet row) throws SQLException {
    return new StoredObject(
        Keys.text(row.getBytes(1)),
        row.getLong(2),
        row.getLong(3),
        row.getString(4),
        Instant.ofEpochMilli(row.getLong(5)),
        Sum.parse(row.getString(6)),
        Texts.numbers(row.getString(7)),
        Texts.map(row.getString(8)),
        Texts.map(row.getString(9)));
  }
}
