package dev.postern.app.lambda;

import dev.postern.core.model.ResourceKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The events that were accepted to be run later: a file each, so that an accepted event outlives the server. As on AWS a function's failure is
 * tried twice more, after one minute and after two more, and an event that could not be run at all is tried again for six hours.
 * <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">AWS</a>
 */
final class EventQueue implements AutoCloseable {
  static final List<Duration> RETRIES = List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));
  private static final Duration AGAIN = Duration.ofSeconds(5);
  private static final Duration OLDEST = Duration.ofHours(6);
  private static final int AT_ONCE = 16;
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final System.Logger LOG = System.getLogger(EventQueue.class.getName());

  /** One event, with how often its function has failed on it. */
  record Event(String requestId, ResourceKey function, byte[] payload, Optional<String> clientContext, Instant accepted, int failures) {
    Event failedOnce() {
      return new Event(requestId, function, payload, clientContext, accepted, failures + 1);
    }
  }

  /** What came of trying. */
  enum Attempt {
    DONE,
    FUNCTION_FAILED,
    NOT_RUN
  }

  /** Runs an event. */
  interface Runner {
    Attempt run(Event event) throws InterruptedException;
  }

  private final Path directory;
  private final Runner runner;
  private final List<Duration> retries;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("lambda-events").factory());
  private final Semaphore turns = new Semaphore(AT_ONCE, true);

  /** Takes up what was left in the directory. */
  EventQueue(Path directory, Runner runner, List<Duration> retries) {
    this.directory = directory;
    this.runner = runner;
    this.retries = retries;
    try {
      Files.createDirectories(directory);
      try (Stream<Path> files = Files.list(directory)) {
        files.filter(f -> f.toString().endsWith(".json")).sorted().forEach(this::takeUp);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Accepts an event: when this returns it is on the disk. */
  void add(Event event) {
    write(event);
    schedule(event, Duration.ZERO);
  }

  private void takeUp(Path file) {
    try {
      schedule(JSON.readValue(Files.readAllBytes(file), Event.class), Duration.ZERO);
    } catch (IOException | JacksonException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot read the event " + file, e);
    }
  }

  private void schedule(Event event, Duration later) {
    clock.schedule(() -> Thread.ofVirtual().name("lambda-event").start(() -> attempt(event)), later.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void attempt(Event event) {
    try {
      turns.acquire();
      Attempt attempt;
      try {
        attempt = runner.run(event);
      } finally {
        turns.release();
      }
      settle(event, attempt);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot run an event of " + event.function() + " yet: " + e.getMessage(), e);
      settle(event, Attempt.NOT_RUN);
    }
  }

  private void settle(Event event, Attempt attempt) {
    boolean old = event.accepted().plus(OLDEST).isBefore(Instant.now());
    switch (attempt) {
      case DONE -> forget(event);
      case FUNCTION_FAILED -> {
        if (old || event.failures() >= retries.size()) {
          forget(event);
        } else {
          Event again = event.failedOnce();
          write(again);
          schedule(again, retries.get(event.failures()));
        }
      }
      case NOT_RUN -> {
        if (old) {
          forget(event);
        } else if (!clock.isShutdown()) {
          schedule(event, AGAIN);
        }
      }
    }
  }

  private void write(Event event) {
    Path fresh = directory.resolve(event.requestId() + ".new");
    try {
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(event));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(fresh, file(event), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void forget(Event event) {
    try {
      Files.deleteIfExists(file(event));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(Event event) {
    return directory.resolve(event.requestId() + ".json");
  }

  /** What has not been run stays on the disk. */
  @Override
  public void close() {
    clock.shutdownNow();
  }
}
