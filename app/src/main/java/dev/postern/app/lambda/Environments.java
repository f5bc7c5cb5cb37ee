package dev.postern.app.lambda;

import dev.postern.core.error.LambdaError;
import dev.postern.core.model.AccessKey;
import dev.postern.core.model.Function;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** The environments of all functions: a warm one is reused, a busy function gets more, and those that are idle, old or outdated end. */
final class Environments implements AutoCloseable {
  /** How many may run at once on this machine; more are refused as AWS refuses beyond an account's concurrency. */
  private static final int MOST = 100;

  private static final Duration IDLE = Duration.ofMinutes(5);
  /** Less than a role's session surely lasts. */
  private static final Duration OLD = Duration.ofHours(5);

  private static final int LOGS_KEPT = 20;

  private final Path directory;
  private final Surroundings surroundings;
  private final RoleSessions sessions;
  private final CodeStore code;
  private final Runtimes runtimes;
  private final Deque<Held> idle = new ArrayDeque<>();
  private final Set<Held> busy = new HashSet<>();
  private boolean closed;

  /** An environment and what it is of; {@code since} is when it was last used. */
  private record Held(ResourceKey function, String revisionId, String codeSha256, Environment environment, long since) {}

  Environments(Path directory, Surroundings surroundings, RoleSessions sessions, CodeStore code, Runtimes runtimes) {
    this.directory = directory;
    this.surroundings = surroundings;
    this.sessions = sessions;
    this.code = code;
    this.runtimes = runtimes;
  }

  /** Runs one event in a warm environment or a new one. */
  Environment.Result invoke(Function function, String requestId, byte[] payload, Optional<String> clientContext) throws InterruptedException {
    Held held = acquire(function);
    try {
      return held.environment.invoke(
          requestId,
          function.arn(),
          payload,
          clientContext,
          Duration.ofSeconds(function.settings().timeoutSeconds()),
          function.settings().memoryMb());
    } catch (InterruptedException | RuntimeException e) {
      held.environment.close();
      throw e;
    } finally {
      release(held);
    }
  }

  private Held acquire(Function function) {
    synchronized (this) {
      for (Held held : List.copyOf(idle)) {
        if (held.function.equals(function.key()) && held.revisionId.equals(function.revisionId()) && held.environment.isAlive()) {
          idle.remove(held);
          busy.add(held);
          return held;
        }
      }
      if (closed || busy.size() >= MOST) {
        throw LambdaError.TOO_MANY_REQUESTS.with();
      }
    }
    Environment started = Environment.start(surroundings.place(function), launch(function));
    Held held = new Held(function.key(), function.revisionId(), function.code().sha256(), started, System.nanoTime());
    synchronized (this) {
      busy.add(held);
    }
    return held;
  }

  /** The most recently used comes first, so that the others grow idle. */
  private synchronized void release(Held held) {
    busy.remove(held);
    if (closed || !held.environment.isAlive()) {
      held.environment.close();
    } else {
      idle.addFirst(new Held(held.function, held.revisionId, held.codeSha256, held.environment, System.nanoTime()));
    }
  }

  /** Ends the idle environments that are too old, or whose function has changed or gone; then deletes the code that nothing uses. */
  void sweep(Snapshot current) {
    Set<String> codeInUse = new HashSet<>();
    synchronized (this) {
      for (Held held : List.copyOf(idle)) {
        boolean isCurrent =
            current.find(Function.class, held.function).filter(f -> f.revisionId().equals(held.revisionId)).isPresent();
        boolean isIdle = System.nanoTime() - held.since > IDLE.toNanos();
        if (!isCurrent || isIdle || held.environment.age().compareTo(OLD) > 0 || !held.environment.isAlive()) {
          idle.remove(held);
          held.environment.close();
        }
      }
      Stream.concat(idle.stream(), busy.stream()).forEach(h -> codeInUse.add(h.codeSha256));
    }
    current.resources().values().forEach(r -> {
      if (r.key().kind() == Kind.FUNCTION && r instanceof Function f) {
        codeInUse.add(f.code().sha256());
      }
    });
    code.keepOnly(codeInUse, Instant.now().minus(Duration.ofMinutes(10)));
  }

  private Environment.Launch launch(Function function) {
    String stream = LocalDate.now(ZoneOffset.UTC).toString().replace('-', '/') + "/[$LATEST]" + UUID.randomUUID().toString().replace("-", "");
    Path task = code.task(function.code());
    Map<String, String> variables = new TreeMap<>(function.settings().environment());
    variables.putAll(surroundings.variables(function));
    variables.putAll(own(function, task, stream));
    return new Environment.Launch(task, runtimes.command(function.settings(), task), variables, new FunctionLog(logFile(function, stream)));
  }

  /** What Lambda sets. <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">AWS</a> */
  private Map<String, String> own(Function function, Path task, String stream) {
    Function.Settings settings = function.settings();
    AccessKey session = sessions.of(function);
    Map<String, String> own = new TreeMap<>();
    own.put("_HANDLER", settings.handler());
    own.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
    own.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    own.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(settings.memoryMb()));
    own.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    own.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
    own.put("AWS_LAMBDA_LOG_STREAM_NAME", stream);
    own.put("AWS_ACCESS_KEY_ID", session.id());
    own.put("AWS_SECRET_ACCESS_KEY", session.secretAccessKey());
    own.put("AWS_SESSION_TOKEN", session.sessionToken().orElseThrow());
    own.put("LAMBDA_TASK_ROOT", task.toString());
    own.put("LAMBDA_RUNTIME_DIR", directory.resolve("runtime").toString());
    own.put("HOME", home().toString());
    own.putIfAbsent("PATH", "/usr/local/bin:/usr/bin:/bin");
    own.putIfAbsent("LANG", "C.UTF-8");
    own.put("TZ", ":UTC");
    if (!settings.runtime().startsWith("provided")) {
      own.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + settings.runtime());
    }
    return own;
  }

  /** An empty one: the settings in the home of whoever runs the cloud are not the function's. */
  private Path home() {
    try {
      return Files.createDirectories(directory.resolve("home"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code logs/ACCOUNT/REGION/FUNCTION/STREAM.log}; the oldest make room. */
  private Path logFile(Function function, String stream) {
    Path home = directory.resolve("logs").resolve(function.key().account()).resolve(function.key().region()).resolve(function.name());
    try {
      Files.createDirectories(home);
      List<Path> old = new ArrayList<>();
      try (Stream<Path> files = Files.list(home)) {
        files.forEach(old::add);
      }
      old.sort(Comparator.comparing(f -> f.toFile().lastModified(), Comparator.reverseOrder()));
      for (Path file : old.stream().skip(LOGS_KEPT).toList()) {
        Files.deleteIfExists(file);
      }
      return home.resolve(stream.replace('/', '-') + ".log");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    idle.forEach(h -> h.environment.close());
    busy.forEach(h -> h.environment.close());
    idle.clear();
  }
}
