package dev.postern.app.cli;

import dev.postern.app.Postern;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * What the training runs of the AOT caches do. Of the server, so that a first request finds its classes loaded: a little of everything; and long answers
 * many times, so that the cache knows which code is worth compiling first (JEP 515). Of the commands, which need a third of those classes: one of them.
 */
final class Training {
  private static final List<String> ACTIONS =
      List.of("DescribeVpcs", "DescribeSubnets", "CreateVpc&CidrBlock=10.0.0.0/16", "DescribeRouteTables", "DescribeSecurityGroups", "DescribeVpcEndpoints");

  /** Its answer is the longest that an empty cloud has. */
  private static final String LONG = "DescribeVpcEndpointServices";

  private static final int REPEATED = 100;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final String OUTPUT = "-XX:AOTCacheOutput=";

  /** As the script {@code postern} calls the cache of the commands. */
  private static final String COMMANDS = ".commands";

  private Training() {}

  static void run(Postern postern, Path data) throws IOException, InterruptedException {
    postern.authority().map("s3.us-east-1.amazonaws.com");
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI root = URI.create("http://127.0.0.1:" + postern.port() + "/");
      for (String action : ACTIONS) {
        send(client, ec2(root, action));
      }
      for (int i = 0; i < REPEATED; i++) {
        send(client, ec2(root, LONG));
      }
      send(client, HttpRequest.newBuilder(root).header("Content-Type", "application/x-amz-json-1.0").header("X-Amz-Target", "DynamoDB_20120810.ListTables")
          .POST(HttpRequest.BodyPublishers.ofString("{}")));
      send(client, s3(root.resolve("/training")).PUT(HttpRequest.BodyPublishers.noBody()));
      send(client, s3(root.resolve("/training/key")).PUT(HttpRequest.BodyPublishers.ofString("value")));
      send(client, s3(root.resolve("/training/key")));
      send(client, HttpRequest.newBuilder(root.resolve("/_postern/status")));
    }
    command(postern.port(), data);
  }

  /** Runs a command in a JVM with the options of this one, and with {@value #COMMANDS} behind the name of its cache. */
  private static void command(int port, Path data) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      words.add(option.startsWith(OUTPUT) ? option + COMMANDS : option);
    }
    words.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Main.class.getName()));
    words.addAll(List.of("doctor", "--port", String.valueOf(port), "--data", data.toString()));
    Process process = new ProcessBuilder(words).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IOException("doctor ended with " + process.exitValue() + ": that trains nothing");
    }
  }

  private static HttpRequest.Builder ec2(URI root, String action) {
    return HttpRequest.newBuilder(root).header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString("Version=2016-11-15&Action=" + action));
  }

  /** By a made-up key, whose signature nobody can verify. */
  private static HttpRequest.Builder s3(URI uri) {
    String now = TIME.format(Instant.now());
    String credential = "000000000000/" + now.substring(0, 8) + "/us-east-1/s3/aws4_request";
    return HttpRequest.newBuilder(uri).header("x-amz-date", now).header("x-amz-content-sha256", "UNSIGNED-PAYLOAD")
        .header("Authorization", "AWS4-HMAC-SHA256 Credential=" + credential + ", SignedHeaders=host, Signature=" + "0".repeat(64));
  }

  private static void send(HttpClient client, HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<Void> response = client.send(request.build(), HttpResponse.BodyHandlers.discarding());
    if (response.statusCode() >= 400) {
      throw new IOException(response.request().uri().getPath() + " was answered with " + response.statusCode() + ": that trains nothing");
    }
  }
}
