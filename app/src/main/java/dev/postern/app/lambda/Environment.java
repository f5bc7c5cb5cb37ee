package dev.postern.app.lambda;

import dev.postern.app.process.Place;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One process of a function and its Runtime API: it answers one event at a time, and is reused while it lives. */
final class Environment implements Closeable {
  /** AWS gives an environment 10 seconds to start outside of the function's timeout; what it needs beyond counts as the function's. */
  private static final Duration INIT = Duration.ofSeconds(10);

  private final RuntimeApi api;
  private final Process process;
  private final FunctionLog log;
  private final long started = System.nanoTime();
  private Optional<Duration> initDuration = Optional.empty();
  private boolean warm;
  private volatile boolean ended;

  private Environment(RuntimeApi api, Process process, FunctionLog log) {
    this.api = api;
    this.process = process;
    this.log = log;
  }

  /**
   * What to start.
   *
   * @param task the function's unpacked code, its working directory
   * @param variables all there are, save {@code AWS_LAMBDA_RUNTIME_API}
   * @param log takes what the process prints
   */
  record Launch(Path task, List<String> command, Map<String, String> variables, FunctionLog log) {}

  /**
   * How an event went.
   *
   * @param init how long the start took, when this event had to wait for it
   * @param log what was printed meanwhile, AWS's own lines among it; at most the last 4 KB
   */
  record Result(Invocation.Outcome outcome, Duration duration, Optional<Duration> init, byte[] log) {}

  static Environment start(Place place, Launch launch) {
    try {
      ServerSocketChannel socket = place.open(RuntimeApi::listen);
      RuntimeApi api = new RuntimeApi(socket);
      ProcessBuilder builder =
          new ProcessBuilder(place.enter(launch.task(), launch.command()))
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().file().toFile()));
      builder.environment().clear();
      builder.environment().putAll(launch.variables());
      builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
      return new Environment(api, builder.start(), launch.log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether it can take another event. */
  boolean isAlive() {
    return !ended && process.isAlive();
  }

  Duration age() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  /** Runs one event; after a failure to start, an exit or a timeout the environment has ended. */
  Result invoke(String requestId, String functionArn, byte[] payload, Optional<String> clientContext, Duration timeout, int memoryMb)
      throws InterruptedException {
    log.begin();
    boolean cold = !warm;
    warm = true;
    Optional<Invocation.Outcome> notStarted = cold ? init() : Optional.empty();
    log.add("START RequestId: " + requestId + " Version: $LATEST");
    long begun = System.nanoTime();
    String trace = "Root=1-" + requestId.substring(0, 8) + "-" + requestId.replace("-", "").substring(8) + ";Sampled=0";
    Invocation.Outcome outcome =
        notStarted.isPresent()
            ? notStarted.get()
            : within(timeout, api.invoke(new Invocation(requestId, functionArn, payload, Instant.now().plus(timeout), clientContext, trace)));
    Duration duration = Duration.ofNanos(System.nanoTime() - begun);
    String memory = memoryMb + " MB\tMax Memory Used: " + maxMemoryMb() + " MB";
    if (!(outcome instanceof Invocation.Answered) && (notStarted.isPresent() || !(outcome instanceof Invocation.Failed))) {
      close();
    }
    if (outcome instanceof Invocation.TimedOut) {
      log.add(timedOut(requestId, timeout) + "\n");
    }
    log.add("END RequestId: " + requestId);
    double millis = duration.toNanos() / 1e6;
    Optional<Duration> init = cold ? initDuration : Optional.empty();
    log.add(
        "REPORT RequestId: %s\tDuration: %.2f ms\tBilled Duration: %d ms\tMemory Size: %s%s"
            .formatted(
                requestId,
                millis,
                (long) Math.ceil(millis),
                memory,
                init.map(i -> "\tInit Duration: %.2f ms".formatted(i.toNanos() / 1e6)).orElse("")));
    return new Result(outcome, duration, init, log.tail());
  }

  /** AWS's line for an event that got no answer. */
  static String timedOut(String requestId, Duration timeout) {
    return "%s %s Task timed out after %.2f seconds".formatted(Instant.now().truncatedTo(ChronoUnit.MILLIS), requestId, timeout.toMillis() / 1e3);
  }

  /** Waits for the process to ask for its first event; says why it never will. */
  private Optional<Invocation.Outcome> init() throws InterruptedException {
    try {
      CompletableFuture.anyOf(api.initialised(), process.onExit()).get(INIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    initDuration = Optional.of(age());
    return api.initialised().isDone()
        ? api.initialised().join().map(Invocation.Failed::new)
        : Optional.of(new Invocation.Exited(process.exitValue()));
  }

  private Invocation.Outcome within(Duration timeout, CompletableFuture<Invocation.Outcome> answer) throws InterruptedException {
    CompletableFuture<Invocation.Outcome> failedToStart =
        api.initialised().thenCompose(e -> e.isPresent() ? CompletableFuture.completedFuture(new Invocation.Failed(e.get())) : new CompletableFuture<>());
    CompletableFuture<Invocation.Outcome> exited = process.onExit().thenApply(p -> new Invocation.Exited(p.exitValue()));
    try {
      CompletableFuture.anyOf(answer, exited, failedToStart).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return new Invocation.TimedOut();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    return answer.isDone() ? answer.join() : failedToStart.isDone() ? failedToStart.join() : exited.join();
  }

  /** The most memory that the function's process has held, rounded up; 0 when it is gone. */
  private long maxMemoryMb() {
    ProcessHandle own = process.toHandle().children().findFirst().orElse(process.toHandle());
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(own.pid()), "status")).stream()
          .filter(l -> l.startsWith("VmHWM:"))
          .mapToLong(l -> (Long.parseLong(l.replaceAll("\\D", "")) + 1023) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException _) {
      return 0;
    }
  }

  /** Ends the process and all that it started. */
  @Override
  public void close() {
    ended = true;
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      api.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
