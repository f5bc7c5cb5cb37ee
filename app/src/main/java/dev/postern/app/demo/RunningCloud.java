package dev.postern.app.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** A cloud that the demo starts for itself, with the same commands a user would type, and takes away afterwards. */
final class RunningCloud implements AutoCloseable {
  private static final int STOP_SECONDS = 40;

  private final Path launcher;
  private final Path data;
  private final int port;
  private final boolean keep;

  /** Both the end of the story and the end of the process close it. */
  private final AtomicBoolean closed = new AtomicBoolean();

  private RunningCloud(Path launcher, Path data, int port, boolean keep) {
    this.launcher = launcher;
    this.data = data;
    this.port = port;
    this.keep = keep;
  }

  /**
   * Starts it on a free port with a folder of its own, and returns when it is ready.
   *
   * @param launcher the {@code postern} script
   * @throws DemoException when it does not start; its messages have gone to standard error
   */
  static RunningCloud start(Path launcher, boolean keep) throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    RunningCloud cloud = new RunningCloud(launcher, Files.createTempDirectory("postern-demo-"), port, keep);
    Process up = new ProcessBuilder(cloud.command("up", List.of("--detach"))).redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    int status = up.waitFor();
    if (status != 0) {
      cloud.delete();
      throw new DemoException("the demo's cloud did not start", status);
    }
    return cloud;
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** What a user types to come back to a kept cloud. */
  String words(String command) {
    return String.join(" ", command(command, List.of()));
  }

  /** Starts this program's java on a host: the host's id, the main class, its arguments. */
  Process java(List<String> hostMainAndArguments) {
    List<String> words = new ArrayList<>(command("exec", List.of(hostMainAndArguments.getFirst(), "--")));
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xlog:disable", "-cp", System.getProperty("java.class.path")));
    words.addAll(hostMainAndArguments.subList(1, hostMainAndArguments.size()));
    try {
      return new ProcessBuilder(words).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> command(String name, List<String> more) {
    List<String> words = new ArrayList<>(List.of(launcher.toString(), name, "--port", String.valueOf(port), "--data", data.toString()));
    words.addAll(more);
    return words;
  }

  /** Stops the cloud and deletes its folder, unless it is kept. */
  @Override
  public void close() throws IOException {
    if (keep || !closed.compareAndSet(false, true)) {
      return;
    }
    try {
      Process down = new ProcessBuilder(command("down", List.of())).inheritIO().start();
      if (!down.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        down.destroyForcibly();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    delete();
  }

  private void delete() throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
