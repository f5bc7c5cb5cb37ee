package dev.postern.engine.s3.store;

import java.io.IOException;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The multipart uploads in progress and their parts. */
public final class Uploads {
  static final List<String> SCHEMA = List.of(
      """
      CREATE TABLE upload (
        bucket INTEGER, key BLOB, id TEXT NOT NULL UNIQUE, initiated INTEGER NOT NULL, algorithm TEXT NOT NULL, type TEXT NOT NULL,
        chosen INTEGER NOT NULL, headers TEXT NOT NULL, tags TEXT NOT NULL, PRIMARY KEY (bucket, key, id)) WITHOUT ROWID
      """,
      """
      CREATE TABLE part (
        upload TEXT, number INTEGER, content INTEGER NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL, modified INTEGER NOT NULL,
        sum TEXT NOT NULL, PRIMARY KEY (upload, number)) WITHOUT ROWID
      """);

  private static final String UPLOAD = "SELECT key, id, initiated, algorithm, type, chosen, headers, tags FROM upload ";
  private static final String PART = "SELECT number, content, size, etag, modified, sum FROM part ";

  private final Database database;
  private final Contents contents;
  private final Objects objects;

  Uploads(Database database, Contents contents, Objects objects) {
    this.database = database;
    this.contents = contents;
    this.objects = objects;
  }

  /** A number that is larger than those of all uploads begun before, also before the last start. */
  public long newNumber() {
    return contents.newId();
  }

  /** Begins an upload. @return false when the bucket is gone, and nothing is done */
  public boolean create(Bucket bucket, Upload upload) {
    return database.write(session -> Buckets.exists(session, bucket)
        && session.update(
                "INSERT INTO upload (bucket, key, id, initiated, algorithm, type, chosen, headers, tags) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                bucket.id(),
                Keys.bytes(upload.key()),
                upload.id(),
                upload.initiated().toEpochMilli(),
                upload.algorithm(),
                upload.type(),
                upload.chosen() ? 1 : 0,
                Texts.print(upload.headers()),
                Texts.print(upload.tags()))
            == 1);
  }

  public Optional<Upload> find(Bucket bucket, String key, String id) {
    return database.read(session ->
        session.first(UPLOAD + "WHERE bucket = ? AND key = ? AND id = ?", Uploads::readUpload, bucket.id(), Keys.bytes(key), id));
  }

  /** Makes or replaces a part. @return false when the upload is gone, and nothing is done */
  public boolean put(Upload upload, Part part, Draft draft) {
    boolean done = false;
    try {
      List<Long> unused = new ArrayList<>();
      done = database.write(session -> {
        if (!exists(session, upload)) {
          return false;
        }
        Optional<Part> replaced =
            session.first(PART + "WHERE upload = ? AND number = ?", Uploads::readPart, upload.id(), part.number());
        if (replaced.isPresent()) {
          contents.forget(session, replaced.get().content());
          unused.add(replaced.get().content());
        }
        contents.keep(session, draft);
        session.update("INSERT OR REPLACE INTO part (upload, number, content, size, etag, modified, sum) VALUES (?, ?, ?, ?, ?, ?, ?)",
            upload.id(), part.number(), part.content(), part.size(), part.etag(), part.modified().toEpochMilli(), part.sum().text());
        return true;
      });
      unused.forEach(contents::delete);
      return done;
    } finally {
      if (!done) {
        contents.delete(draft.content());
      }
    }
  }

  /** At most {@code max} parts with numbers above {@code after}, in order. */
  public List<Part> parts(Upload upload, int after, int max) {
    return database.read(session ->
        session.list(PART + "WHERE upload = ? AND number > ? ORDER BY number LIMIT ?", Uploads::readPart, upload.id(), after, max));
  }

  /** The bytes of these parts in a row, with the checksums asked for. @throws StorageException when one is gone meanwhile, or of the disk */
  public Draft join(List<Part> parts, Collection<Algorithm> algorithms) {
    try (InputStream bytes = contents.stream(parts.stream().map(Part::content).toList())) {
      return contents.receive(bytes, algorithms);
    } catch (IOException e) {
      throw new StorageException(e);
    }
  }

  /** Ends an upload in an object. @return false when the upload is gone, and nothing is done */
  public boolean complete(Bucket bucket, Upload upload, StoredObject object, Draft draft, Objects.Guard guard) {
    boolean done = false;
    try {
      List<Long> unused = new ArrayList<>();
      done = database.write(session -> {
        if (!exists(session, upload)) {
          return false;
        }
        remove(session, upload, unused);
        return objects.put(session, bucket, object, draft, guard, unused);
      });
      unused.forEach(contents::delete);
      return done;
    } finally {
      if (!done) {
        contents.delete(draft.content());
      }
    }
  }

  /** Ends an upload without an object. @return false when it is gone already */
  public boolean abort(Upload upload) {
    List<Long> unused = new ArrayList<>();
    boolean done = database.write(session -> exists(session, upload) && remove(session, upload, unused));
    unused.forEach(contents::delete);
    return done;
  }

  /** A page of the bucket's uploads. */
  public Page<Upload> list(Bucket bucket, Page.Query query) {
    return database.read(session -> Page.read(
        query,
        (from, afterId, end, visit) -> session.each(
            UPLOAD + "WHERE bucket = ? AND (key, id) > (?, ?) AND key < ? ORDER BY key, id",
            Uploads::readUpload, visit, bucket.id(), from, afterId, end),
        Upload::key));
  }

  private static boolean exists(Session session, Upload upload) throws SQLException {
    return session.first("SELECT 1 FROM upload WHERE id = ?", _ -> 1, upload.id()).isPresent();
  }

  private boolean remove(Session session, Upload upload, List<Long> unused) throws SQLException {
    List<Long> parts = session.list("SELECT content FROM part WHERE upload = ?", row -> row.getLong(1), upload.id());
    for (long content : parts) {
      contents.forget(session, content);
    }
    unused.addAll(parts);
    session.update("DELETE FROM part WHERE upload = ?", upload.id());
    session.update("DELETE FROM upload WHERE id = ?", upload.id());
    return true;
  }

  private static Upload readUpload(ResultSet row) throws SQLException {
    return new Upload(
        row.getString(2),
        Keys.text(row.getBytes(1)),
        Instant.ofEpochMilli(row.getLong(3)),
        Algorithm.valueOf(row.getString(4)),
        Sum.Type.valueOf(row.getString(5)),
        row.getInt(6) == 1,
        Texts.map(row.getString(7)),
        Texts.map(row.getString(8)));
  }

  private static Part readPart(ResultSet row) throws SQLException {
    return new Part(
        row.getInt(1),
        row.getLong(2),
        row.getLong(3),
        row.getString(4),
        Instant.ofEpochMilli(row.getLong(5)),
        Sum.parse(row.getString(6)).orElseThrow());
  }
}
