package dev.postern.app.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Asks the paths of a running cloud that are Postern's own. */
final class OwnApi {
  private final Path data;

  OwnApi(Cloud cloud) {
    this.data = cloud.data;
  }

  /** An answer: its HTTP status and body. */
  record Answer(int status, String body) {}

  Answer get(String path) throws IOException, InterruptedException {
    return send(path, "GET", "");
  }

  Answer post(String path) throws IOException, InterruptedException {
    return send(path, "POST", "");
  }

  Answer post(String path, String body) throws IOException, InterruptedException {
    return send(path, "POST", body);
  }

  /** Where a path is. @throws NoSuchFileException when no cloud runs there */
  String url(String path) throws IOException {
    return "http://127.0.0.1:" + Files.readString(data.resolve("run").resolve("port")).strip() + path;
  }

  /** @throws IOException when no cloud runs there, with a message that says so */
  private Answer send(String path, String method, String body) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url(path))).method(method, HttpRequest.BodyPublishers.ofString(body)).build();
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (NoSuchFileException | ConnectException _) {
      throw new IOException("no cloud runs on " + data + ": start one with 'postern up'");
    }
  }
}
