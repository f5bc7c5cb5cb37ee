package dev.postern.app.lambda;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What one environment prints, as a file that its process appends to: when the process has posted its answer, all that it printed before is in
 * the file, so nothing has to be waited for.
 */
final class FunctionLog {
  private static final int TAIL = 4096;
  private static final long LARGEST = 4 << 20;

  private final Path file;
  private long begun;

  FunctionLog(Path file) {
    this.file = file;
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, new byte[0], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path file() {
    return file;
  }

  /** The next event begins here; a file grown large starts anew. What was printed before the first event is that event's. */
  void begin() {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      if (open.length() > LARGEST) {
        open.setLength(0);
      }
      begun = begun == 0 ? 0 : open.length();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a line of the service's own. */
  void add(String line) {
    try {
      Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last 4 KB of what was printed since {@link #begin}. */
  byte[] tail() {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      long end = open.length();
      long from = Math.max(Math.min(begun, end), end - TAIL);
      byte[] bytes = new byte[(int) (end - from)];
      open.seek(from);
      open.readFully(bytes);
      begun = Math.max(1, end);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
