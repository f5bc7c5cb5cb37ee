package dev.postern.engine.s3.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of objects and parts. Up to 32 KiB live in the database: one commit makes bytes and row durable together, and one look-up reads
 * both, where a file would cost two more fsyncs and an open. More than that is a file, which the server can send without copying.
 *
 * <p>A file is written and fsynced, its directory too, before a row names it: the row's commit is what makes it exist. No rename is needed,
 * because nobody looks for a file without a row; what a crash leaves without one is removed at the next start. Ids are never used twice (each
 * start has its own number in the upper bits), so a file of an earlier start without a row is an orphan for sure.
 */
final class Contents {
  static final List<String> SCHEMA = List.of(
      "CREATE TABLE start (number INTEGER PRIMARY KEY AUTOINCREMENT)",
      // bytes is NULL when they are in a file
      "CREATE TABLE content (id INTEGER PRIMARY KEY, bytes BLOB)");

  private static final int SMALL = 32 * 1024;
  private static final int SHARDS = 256;
  private static final int START_SHIFT = 40;

  private final Path dir;
  private final Database database;
  private final long firstId;
  private final AtomicLong nextId;

  Contents(Path dir, Database database) {
    this.dir = dir;
    this.database = database;
    long start = database.write(session -> {
      session.update("DELETE FROM start");
      session.update("INSERT INTO start DEFAULT VALUES");
      return session.first("SELECT number FROM start", row -> row.getLong(1)).orElseThrow();
    });
    firstId = start << START_SHIFT;
    nextId = new AtomicLong(firstId);
    try {
      for (int shard = 0; shard < SHARDS; shard++) {
        Files.createDirectories(shard(shard));
      }
    } catch (IOException e) {
      throw new StorageException(e);
    }
  }

  long newId() {
    return nextId.incrementAndGet();
  }

  /** Several contents one after another, as a stream that the caller closes. @throws StorageException when one is gone */
  InputStream stream(List<Long> ids) {
    Iterator<Long> next = ids.iterator();
    return new SequenceInputStream(new Enumeration<>() {
      @Override
      public boolean hasMoreElements() {
        return next.hasNext();
      }

      @Override
      public InputStream nextElement() {
        long id = next.next();
        return switch (open(id).orElseThrow(() -> new StorageException(new NoSuchFileException("content " + id)))) {
          case Content.Small small -> new ByteArrayInputStream(small.bytes());
          case Content.InFile file -> Channels.newInputStream(file.channel());
        };
      }
    });
  }

  /**
   * Receives bytes and computes the checksums asked for.
   *
   * @throws IOException of the client's stream
   * @throws StorageException of the disk; nothing is left of the bytes
   */
  Draft receive(InputStream body, Collection<Algorithm> algorithms) throws IOException {
    Sums sums = new Sums(algorithms);
    byte[] head = body.readNBytes(SMALL + 1);
    sums.update(head, head.length);
    long id = newId();
    if (head.length <= SMALL) {
      return sums.draft(id, head.length, Optional.of(head));
    }
    boolean whole = false;
    try (FileChannel file = create(id)) {
      write(file, head, head.length);
      long size = head.length;
      byte[] buffer = new byte[256 * 1024];
      for (int n = body.readNBytes(buffer, 0, buffer.length); n > 0; n = body.readNBytes(buffer, 0, buffer.length)) {
        sums.update(buffer, n);
        write(file, buffer, n);
        size += n;
      }
      sync(file, id);
      whole = true;
      return sums.draft(id, size, Optional.empty());
    } finally {
      if (!whole) {
        delete(id);
      }
    }
  }

  /** Names the bytes in the database, within the change that makes the object or part. */
  void keep(Session session, Draft draft) throws SQLException {
    if (draft.small().isPresent()) {
      session.update("INSERT INTO content (id, bytes) VALUES (?, ?)", draft.content(), draft.small().get());
    } else {
      session.update("INSERT INTO content (id) VALUES (?)", draft.content());
    }
  }

  /** Forgets the bytes in the database, within the change that makes them unused; {@link #delete} after the commit. */
  void forget(Session session, long id) throws SQLException {
    session.update("DELETE FROM content WHERE id = ?", id);
  }

  /** Opens the bytes; empty when they have been forgotten since the caller read their id. */
  Optional<Content> open(long id) {
    return database.read(session -> session.first("SELECT bytes FROM content WHERE id = ?", row -> row.getBytes(1) instanceof byte[] bytes
            ? Optional.<byte[]>of(bytes)
            : Optional.<byte[]>empty(), id))
        .flatMap(bytes -> open(id, bytes));
  }

  /** Opens the bytes when their row has been read already. */
  Optional<Content> open(long id, Optional<byte[]> small) {
    if (small.isPresent()) {
      return Optional.of(new Content.Small(small.get()));
    }
    try {
      return Optional.of(new Content.InFile(FileChannel.open(path(id), StandardOpenOption.READ)));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StorageException(e);
    }
  }

  /** Removes a file that no row names; there is none when the bytes were small. */
  void delete(long id) {
    try {
      Files.deleteIfExists(path(id));
    } catch (IOException e) {
      throw new StorageException(e);
    }
  }

  /** Removes what a crash left: files of earlier starts that no row names. */
  void sweep() {
    try {
      for (int shard = 0; shard < SHARDS; shard++) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(shard(shard))) {
          for (Path file : files) {
            long id = Long.parseUnsignedLong(file.getFileName().toString(), 16);
            if (id < firstId && database.read(session -> session.first("SELECT 1 FROM content WHERE id = ?", _ -> 1, id)).isEmpty()) {
              Files.deleteIfExists(file);
            }
          }
        }
      }
    } catch (IOException e) {
      throw new StorageException(e);
    }
  }

  private FileChannel create(long id) {
    try {
      return FileChannel.open(path(id), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new StorageException(e);
    }
  }

  private static void write(FileChannel file, byte[] bytes, int length) {
    try {
      ByteBuffer rest = ByteBuffer.wrap(bytes, 0, length);
      while (rest.hasRemaining()) {
        file.write(rest);
      }
    } catch (IOException e) {
      throw new StorageException(e);
    }
  }

  private void sync(FileChannel file, long id) {
    try (FileChannel directory = FileChannel.open(shard((int) id & SHARDS - 1), StandardOpenOption.READ)) {
      file.force(true);
      directory.force(true);
    } catch (IOException e) {
      throw new StorageException(e);
    }
  }

  private Path shard(int shard) {
    return dir.resolve("%02x".formatted(shard));
  }

  private Path path(long id) {
    return shard((int) id & SHARDS - 1).resolve("%016x".formatted(id));
  }

  /** The checksums asked for, running. */
  private static final class Sums {
    private final Map<Algorithm, Algorithm.Digest> running = new EnumMap<>(Algorithm.class);

    Sums(Collection<Algorithm> algorithms) {
      algorithms.forEach(a -> running.put(a, a.digest()));
    }

    void update(byte[] bytes, int length) {
      running.values().forEach(d -> d.update(bytes, 0, length));
    }

    Draft draft(long id, long size, Optional<byte[]> small) {
      Map<Algorithm, byte[]> values = new EnumMap<>(Algorithm.class);
      running.forEach((a, d) -> values.put(a, d.value()));
      return new Draft(id, size, small, values);
    }
  }
}
