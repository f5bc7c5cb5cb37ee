package dev.postern.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A cloud started by the {@code postern} script for a measurement, in a folder of its own. */
final class RunningCloud implements AutoCloseable {
  private static final Path LAUNCHER = Path.of("postern").toAbsolutePath();
  private final Path data;
  private final int port;

  RunningCloud() throws IOException {
    data = Files.createTempDirectory("postern-bench-");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
  }

  void up() throws IOException, InterruptedException {
    run("up", "--detach");
  }

  void down() throws IOException, InterruptedException {
    run("down");
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Runs a command of the script; it must end well. @return what it printed */
  String run(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString(), words[0], "--port", String.valueOf(port), "--data", data.toString()));
    command.addAll(List.of(words).subList(1, words.length));
    Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command) + ": " + output);
    }
    return output.strip();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    down();
    try (Stream<Path> files = Files.walk(data)) {
      files.sorted(Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
    }
  }
}
