package dev.postern.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A cloud started by the {@code postern} script for a measurement, in a folder of its own. */
final class RunningCloud implements BenchCloud {
  private static final Path LAUNCHER = Path.of("postern").toAbsolutePath();
  private final Path data;
  private final int port;

  RunningCloud() throws IOException {
    data = Files.createTempDirectory("postern-bench-");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
  }

  void up(String... options) throws IOException, InterruptedException {
    run(Stream.concat(Stream.of("up", "--detach"), Stream.of(options)).toArray(String[]::new));
  }

  void down() throws IOException, InterruptedException {
    run("down");
  }

  @Override
  public Path data() {
    return data;
  }

  @Override
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Runs a command of the script; it must end well. @return what it printed */
  String run(String... words) throws IOException, InterruptedException {
    Process process = start(words);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", words) + ": " + output);
    }
    return output.strip();
  }

  /** Starts a command of the script. What it runs on a host of the cloud ends with the cloud. */
  Process start(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString(), words[0], "--port", String.valueOf(port), "--data", data.toString()));
    command.addAll(List.of(words).subList(1, words.length));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** The memory that the server has resident. */
  double residentMegabytes() throws IOException {
    long holder = Long.parseLong(Files.readString(data.resolve("run/pid")).split("\\s")[0]);
    ProcessHandle server =
        ProcessHandle.of(holder).stream()
            .flatMap(ProcessHandle::descendants)
            .filter(p -> p.info().command().filter(c -> c.endsWith("/java")).isPresent())
            .findFirst()
            .orElseThrow();
    return Files.readAllLines(Path.of("/proc/" + server.pid() + "/status")).stream()
        .filter(l -> l.startsWith("VmRSS:"))
        .mapToDouble(l -> Long.parseLong(l.replaceAll("\\D", "")) / 1024.0)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    down();
    delete();
  }
}
