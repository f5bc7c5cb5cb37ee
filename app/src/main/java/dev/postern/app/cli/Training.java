package dev.postern.app.cli;

import dev.postern.app.Postern;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** What a training run of the AOT cache does, so that a first request finds its classes loaded: a little of everything. */
final class Training {
  private static final List<String> ACTIONS =
      List.of("DescribeVpcs", "DescribeSubnets", "CreateVpc&CidrBlock=10.0.0.0/16", "DescribeRouteTables", "DescribeSecurityGroups", "DescribeVpcEndpoints");

  private Training() {}

  static void run(Postern postern) throws IOException, InterruptedException {
    postern.authority().map("s3.us-east-1.amazonaws.com");
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI root = URI.create("http://127.0.0.1:" + postern.port() + "/");
      for (String action : ACTIONS) {
        send(client, HttpRequest.newBuilder(root).header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("Version=2016-11-15&Action=" + action)));
      }
      send(client, HttpRequest.newBuilder(root).header("Content-Type", "application/x-amz-json-1.0").header("X-Amz-Target", "DynamoDB_20120810.ListTables")
          .POST(HttpRequest.BodyPublishers.ofString("{}")));
      send(client, HttpRequest.newBuilder(root.resolve("/training")).PUT(HttpRequest.BodyPublishers.noBody()));
      send(client, HttpRequest.newBuilder(root.resolve("/training/key")).PUT(HttpRequest.BodyPublishers.ofString("value")));
      send(client, HttpRequest.newBuilder(root.resolve("/training/key")));
      send(client, HttpRequest.newBuilder(root.resolve("/_postern/status")));
    }
  }

  private static void send(HttpClient client, HttpRequest.Builder request) throws IOException, InterruptedException {
    client.send(request.build(), HttpResponse.BodyHandlers.discarding());
  }
}
