package dev.postern.bench;

import dev.postern.app.Postern;
import dev.postern.app.http.Auth;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A cloud inside the measuring JVM: two of them run the same compiled code on the same heap, where two servers differ by more than what is
 * compared.
 */
final class CloudWithin implements BenchCloud {
  private static final String SECRET = "bench";

  private final Path data;
  private final Postern postern;

  CloudWithin(Auth auth) throws IOException {
    data = Files.createTempDirectory("postern-bench-");
    postern = Postern.start(new Postern.Options(data, InetAddress.getLoopbackAddress(), 0, Map.of(), auth, false, SECRET));
  }

  @Override
  public Path data() {
    return data;
  }

  @Override
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + postern.port());
  }

  /** Runs a command on a host; it must end well. @return what it printed */
  String exec(String host, List<String> words) throws IOException, InterruptedException {
    // What the script does: the server words how to get there, as quoted shell words.
    List<String> command = new ArrayList<>(List.of("sh", "-c", "eval \"set -- $0 \\\"\\$@\\\"\"; exec \"$@\"", way(host)));
    command.addAll(words);
    Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", words) + ": " + output);
    }
    return output.strip();
  }

  private String way(String host) throws IOException, InterruptedException {
    String directory = HexFormat.of().formatHex(Path.of("").toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8));
    URI uri = endpoint().resolve("/_postern/exec?id=" + URLEncoder.encode(host, StandardCharsets.UTF_8) + "&directory=" + directory);
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          client.send(HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + SECRET).build(), HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(host + ": " + response.body());
      }
      return response.body();
    }
  }

  @Override
  public void close() throws IOException {
    postern.close();
    delete();
  }
}
