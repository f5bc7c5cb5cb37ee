package dev.postern.engine.s3.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Everything that S3 keeps, below one folder: {@code s3.db} and {@code content/}. */
public final class Storage implements AutoCloseable {
  private final Database database;
  private final Contents contents;
  private final Buckets buckets;
  private final Objects objects;
  private final Uploads uploads;
  private final AccessPoints accessPoints;

  /** Opens the folder, made when it is not there. @throws StorageException of the disk */
  public Storage(Path dir) {
    try {
      Files.createDirectories(dir);
    } catch (IOException e) {
      throw new StorageException(e);
    }
    List<String> first = Stream.of(Contents.SCHEMA, Buckets.SCHEMA, Objects.SCHEMA, Uploads.SCHEMA).flatMap(List::stream).toList();
    database = new Database(dir.resolve("s3.db"), List.of(first, AccessPoints.SCHEMA, AccessPoints.ALIASES));
    contents = new Contents(dir.resolve("content"), database);
    buckets = new Buckets(database, contents);
    objects = new Objects(database, contents);
    uploads = new Uploads(database, contents, objects);
    accessPoints = new AccessPoints(database);
  }

  public Buckets buckets() {
    return buckets;
  }

  public Objects objects() {
    return objects;
  }

  public Uploads uploads() {
    return uploads;
  }

  public AccessPoints accessPoints() {
    return accessPoints;
  }

  /** Receives bytes. @throws IOException of the client's stream @throws StorageException of the disk */
  public Draft receive(InputStream body, Collection<Algorithm> algorithms) throws IOException {
    return contents.receive(body, algorithms);
  }

  /** Gives up bytes that were received and become no object. */
  public void discard(Draft draft) {
    contents.delete(draft.content());
  }

  /** Removes files of earlier starts that belong to nothing; may run beside everything else. */
  public void sweep() {
    contents.sweep();
  }

  @Override
  public void close() {
    database.close();
  }
}
