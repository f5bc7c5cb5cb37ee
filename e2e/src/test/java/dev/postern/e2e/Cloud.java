package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running cloud for tests: started by {@code ./postern up --detach} with a folder and a port of its own, asked by real clients. */
public final class Cloud implements AutoCloseable {
  /** The repository's root. */
  public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Duration LONGEST = Duration.ofMinutes(5);
  private final Path data;
  private final int port;
  private final String accessKeyId;

  private Cloud(Path data, int port, String accessKeyId) {
    this.data = data;
    this.port = port;
    this.accessKeyId = accessKeyId;
  }

  /** What a program printed and how it ended. */
  public record Ran(int status, String out) {}

  /** Starts a cloud whose folder is {@code data}. */
  public static Cloud start(Path data, String... options) {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Cloud cloud = new Cloud(data, port, "test");
    cloud.up(options);
    return cloud;
  }

  /** The same cloud asked by another account, of which the access key id are the 12 digits; who started it ends it. */
  public Cloud as(String account) {
    return new Cloud(data, port, account);
  }

  public void up(String... options) {
    Ran up = postern(Stream.concat(Stream.of("up", "--detach"), Stream.of(options)).toArray(String[]::new));
    assertThat(up.status()).as(up.out()).isZero();
    assertThat(up.out()).contains("ready");
  }

  /** Runs {@code ./postern WORDS --port … --data …}; for {@code exec} the options stand before the ID. */
  public Ran postern(String... words) {
    return run(command(words), Map.of());
  }

  /** Starts what {@link #postern} runs, for who ends it: with Ctrl-C as from a terminal, also where the tests run in the background and it is ignored. */
  public Process begin(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.addAll(command(words));
    return new ProcessBuilder(command).start();
  }

  private List<String> command(String... words) {
    List<String> command = new ArrayList<>(List.of(words));
    command.addAll(words[0].equals("exec") ? 1 : words.length, List.of("--port", String.valueOf(port), "--data", data.toString()));
    command.addFirst(ROOT.resolve("postern").toString());
    return command;
  }

  /** Runs a program on a host of the cloud; it must end well. @return its output */
  public String exec(String id, String... words) {
    Ran ran = tryExec(id, words);
    assertThat(ran.status()).as(String.join(" ", words) + ": " + ran.out()).isZero();
    return ran.out();
  }

  public Ran tryExec(String id, String... words) {
    return postern(Stream.concat(Stream.of("exec", id, "--"), Stream.of(words)).toArray(String[]::new));
  }

  /** Runs the AWS CLI from outside against the API port; it must end well. @return the JSON that it printed */
  public JsonNode aws(String... words) {
    Ran ran = tryAws(words);
    assertThat(ran.status()).as("aws " + String.join(" ", words) + ": " + ran.out()).isZero();
    return ran.out().isBlank() ? JsonMapper.shared().createObjectNode() : JsonMapper.shared().readTree(ran.out());
  }

  public Ran tryAws(String... words) {
    return tryAwsAs(accessKeyId, words);
  }

  /**
   * The same with another access key: an account's 12 digits are its root's.
   * Debian's CLI is older than the variable {@code AWS_ENDPOINT_URL}, so the option says where to ask.
   */
  public Ran tryAwsAs(String key, String... words) {
    List<String> command = new ArrayList<>(WarmCli.command(endpoint()));
    command.addAll(List.of("--output", "json"));
    command.addAll(List.of(words));
    return run(
        command,
        Map.of(
            "AWS_ACCESS_KEY_ID", key, "AWS_SECRET_ACCESS_KEY", "test", "AWS_DEFAULT_REGION", "us-east-1",
            "AWS_PAGER", ""));
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  public Path data() {
    return data;
  }

  /** Runs a program outside; both its outputs as one text. */
  public static Ran run(List<String> command, Map<String, String> environment) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      CompletableFuture<byte[]> output = CompletableFuture.supplyAsync(() -> read(process.getInputStream()), Thread::startVirtualThread);
      if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new AssertionError(command + " did not end: " + new String(output.join(), StandardCharsets.UTF_8));
      }
      return new Ran(process.exitValue(), new String(output.join(), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static byte[] read(InputStream stream) {
    try {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    postern("down");
  }
}
