package dev.postern.app.logs;

import dev.postern.wire.http.Percent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Log groups as folders and log streams as files: {@code ACCOUNT/REGION/GROUP/STREAM.log}, in a group's and stream's name all but letters, digits and
 * {@code -._~} percent-encoded. A line is an event: the milliseconds of its own time and of its writing, a space after each, and the message.
 */
public final class LogFiles {
  private final Path root;
  private final Clock clock;

  /** A log group. */
  public record Group(String account, String region, String name) {}

  /** Something that happened; {@code message} is one line. */
  public record Event(Instant time, String message) {}

  public LogFiles(Path root, Clock clock) {
    this.root = root;
    this.clock = clock;
  }

  /** Adds events to a stream, which is made when it is not there. @throws UncheckedIOException when the disk refuses */
  public void append(Group group, String stream, List<Event> events) {
    long now = clock.millis();
    StringBuilder lines = new StringBuilder();
    events.forEach(e -> lines.append(e.time().toEpochMilli()).append(' ').append(now).append(' ').append(e.message().replace('\n', ' ')).append('\n'));
    Path file = folder(group).resolve(Percent.encode(stream, false) + ".log");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, lines, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path folder(Group group) {
    return root.resolve(group.account()).resolve(group.region()).resolve(Percent.encode(group.name(), false));
  }
}
