package dev.postern.app.lambda;

import dev.postern.core.error.LambdaError;
import dev.postern.core.model.Function;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.lambda.model.Runtime;

/**
 * The runtimes that this machine can run: {@code python3.x} and {@code nodejs*} by the host's own interpreters over a bootstrap of ours,
 * {@code java*} by the JDK that runs the server over AWS's own runtime client, and {@code provided.*} by the function's {@code bootstrap}.
 */
final class Runtimes {
  /** The client and what it needs of the SDK. */
  private static final List<String> JAVA_CLIENT = List.of("aws-lambda-java-", "utils-lite-");

  /** Without this the client would unpack its library to one fixed path in {@code /tmp}, and leave it there. */
  private static final String JAVA_CLIENT_LIBRARY = "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  private static final String LIBRARY = "libaws-lambda-jni.linux-x86_64.so";

  private final Path directory;
  private final Map<String, Optional<String>> interpreters = new ConcurrentHashMap<>();

  /** @param directory takes the bootstraps as files */
  Runtimes(Path directory) {
    this.directory = directory;
    try {
      Files.createDirectories(directory);
      for (String name : List.of("bootstrap.py", "bootstrap.mjs", "/jni/" + LIBRARY)) {
        try (InputStream in = Runtimes.class.getResourceAsStream(name)) {
          Files.write(directory.resolve(Path.of(name).getFileName()), Objects.requireNonNull(in, name).readAllBytes());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Refuses a runtime that AWS does not know, or that this machine lacks the interpreter for. */
  void require(String runtime) {
    if (Runtime.fromValue(runtime) == Runtime.UNKNOWN_TO_SDK_VERSION) {
      String known = Runtime.knownValues().stream().map(Runtime::toString).sorted().collect(Collectors.joining(", "));
      throw LambdaError.INVALID_PARAMETER_VALUE.with(
          "Value " + runtime + " at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [" + known + "] or be a valid ARN");
    }
    program(runtime);
  }

  /** The command line of an environment whose code is at {@code task}. */
  List<String> command(Function.Settings settings, Path task) {
    String program = program(settings.runtime());
    return switch (family(settings.runtime())) {
      case PYTHON -> List.of(program, "-u", directory.resolve("bootstrap.py").toString());
      case NODE -> List.of(program, directory.resolve("bootstrap.mjs").toString());
      case JAVA ->
          List.of(
              program,
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-Xshare:auto",
              "--enable-native-access=ALL-UNNAMED",
              "--sun-misc-unsafe-memory-access=allow",
              "-Xmx" + Math.max(64, settings.memoryMb() * 8L / 10) + "m",
              "-D" + JAVA_CLIENT_LIBRARY + "=" + directory.resolve(LIBRARY).toAbsolutePath(),
              "-cp",
              javaClassPath(task),
              "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
              settings.handler());
      case PROVIDED -> List.of(task.resolve("bootstrap").toString());
      case OTHER -> throw new IllegalStateException(settings.runtime());
    };
  }

  private enum Family {
    PYTHON,
    NODE,
    JAVA,
    PROVIDED,
    OTHER
  }

  private static Family family(String runtime) {
    if (runtime.startsWith("python3")) {
      return Family.PYTHON;
    }
    if (runtime.startsWith("nodejs") && runtime.endsWith(".x")) {
      return Family.NODE;
    }
    if (runtime.startsWith("java")) {
      return Family.JAVA;
    }
    return runtime.startsWith("provided") ? Family.PROVIDED : Family.OTHER;
  }

  private String program(String runtime) {
    return switch (family(runtime)) {
      case PYTHON ->
          interpreter(runtime, "import sys; print(sys.executable)", "-c")
              .or(() -> interpreter("python3", "import sys; print(sys.executable)", "-c"))
              .orElseThrow(() -> lacks(runtime, "python3"));
      case NODE -> interpreter("node", "process.execPath", "-p").orElseThrow(() -> lacks(runtime, "nodejs"));
      case JAVA -> Path.of(System.getProperty("java.home"), "bin", "java").toString();
      case PROVIDED -> "";
      case OTHER ->
          throw LambdaError.INVALID_PARAMETER_VALUE.with(
              "The runtime " + runtime + " cannot be run on this host: it runs python3.x, nodejs, java and provided runtimes.");
    };
  }

  private static RuntimeException lacks(String runtime, String debianPackage) {
    return LambdaError.INVALID_PARAMETER_VALUE.with(
        "The runtime " + runtime + " cannot be run on this host: install the package " + debianPackage + " and try again.");
  }

  /** Asks the interpreter on the path where it really is: what the path leads to may be a wrapper that needs the user's settings. */
  private Optional<String> interpreter(String name, String question, String option) {
    Optional<String> known = interpreters.getOrDefault(name, Optional.empty());
    if (known.isEmpty()) {
      known = onPath(name).flatMap(file -> ask(List.of(file, option, question)));
      interpreters.put(name, known);
    }
    return known;
  }

  private static Optional<String> onPath(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/local/bin:/usr/bin:/bin");
    return Arrays.stream(path.split(File.pathSeparator)).map(d -> Path.of(d, name)).filter(Files::isExecutable).map(Path::toString).findFirst();
  }

  private static Optional<String> ask(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getOutputStream().close();
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      boolean well = process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0 && Files.isExecutable(Path.of(answer));
      return well ? Optional.of(answer) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** The function's classes and {@code lib} jars, as AWS puts them on the class path, and the runtime client that came with the server. */
  private static String javaClassPath(Path task) {
    List<String> path = new ArrayList<>(List.of(task.toString()));
    try (Stream<Path> jars = Files.isDirectory(task.resolve("lib")) ? Files.list(task.resolve("lib")) : Stream.empty()) {
      jars.filter(j -> j.toString().endsWith(".jar")).map(Path::toString).sorted().forEach(path::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(j -> JAVA_CLIENT.stream().anyMatch(Path.of(j).getFileName().toString()::startsWith))
        .map(j -> Path.of(j).toAbsolutePath().toString())
        .forEach(path::add);
    return String.join(File.pathSeparator, path);
  }
}
