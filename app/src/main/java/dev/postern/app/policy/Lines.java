package dev.postern.app.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The lines of a stream of UTF-8. A line that is longer than the limit is passed over unkept, so that memory stays bounded. */
final class Lines {
  private static final int BUFFER = 1 << 16;

  private final InputStream in;
  private final int longest;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int end;
  /** What of the line has been read, unless that is too long. */
  private byte[] line = new byte[BUFFER];

  Lines(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /** A line: its text, or why it has none. */
  sealed interface Line {
    record Text(String text) implements Line {}

    record Unreadable(String problem) implements Line {}
  }

  /** The next line, empty at the end of the stream. */
  Optional<Line> next() throws IOException {
    long length = 0;
    while (true) {
      if (at == end && !fill()) {
        return length == 0 ? Optional.empty() : Optional.of(line(length));
      }
      int stop = at;
      while (stop < end && buffer[stop] != '\n') {
        stop++;
      }
      keep(length, stop - at);
      length += stop - at;
      at = stop;
      if (at < end) {
        at++;
        return Optional.of(line(length));
      }
    }
  }

  private void keep(long length, int part) {
    if (length + part > longest) {
      return;
    }
    if (length + part > line.length) {
      line = Arrays.copyOf(line, Math.max(line.length * 2, (int) length + part));
    }
    System.arraycopy(buffer, at, line, (int) length, part);
  }

  /** Whether reading on may wait for the one who writes. */
  boolean mayWait() throws IOException {
    return at == end && in.available() == 0;
  }

  private boolean fill() throws IOException {
    int read = in.read(buffer, 0, BUFFER);
    at = 0;
    end = Math.max(0, read);
    return read > 0;
  }

  private Line line(long length) {
    if (length > longest) {
      return new Line.Unreadable("the line is longer than " + longest + " bytes");
    }
    try {
      return new Line.Text(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line, 0, (int) length)).toString());
    } catch (CharacterCodingException _) {
      return new Line.Unreadable("the line is not UTF-8");
    }
  }
}
