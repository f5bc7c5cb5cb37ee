package dev.postern.engine.dynamodb;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.postern.core.action.Caller;
import dev.postern.core.plan.Door;
import dev.postern.wire.http.AwsService;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A service behind the JDK's HTTP server on loopback, for clients in tests. */
final class Bridge implements AutoCloseable {
  private static final Pattern SCOPE = Pattern.compile("Credential=([^/]+)/[^/]+/([^/]+)/");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Bridge(AwsService service, Door door) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128);
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(service, door, exchange));
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  DynamoDbClient client(String account, String region) {
    return DynamoDbClient.builder()
        .endpointOverride(uri())
        .region(Region.of(region))
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(account, "secret")))
        .httpClient(UrlConnectionHttpClient.create())
        .overrideConfiguration(c -> c.retryStrategy(r -> r.maxAttempts(1)))
        .build();
  }

  private static void answer(AwsService service, Door door, HttpExchange exchange) throws IOException {
    try (exchange) {
      Headers headers = new Headers();
      exchange.getRequestHeaders().forEach((name, values) -> values.forEach(value -> headers.add(name, value)));
      Matcher scope = SCOPE.matcher(headers.first("Authorization").orElse(""));
      Caller caller = scope.find() ? Caller.root(scope.group(1), scope.group(2)) : Caller.root("000000000000", "us-east-1");
      URI uri = exchange.getRequestURI();
      HttpCall call = new HttpCall(exchange.getRequestMethod(), uri.getRawPath(), Optional.ofNullable(uri.getRawQuery()).orElse(""), headers,
          exchange.getRequestBody(), -1, false, "127.0.0.1", door);
      HttpReply reply = service.handle(call, caller);
      reply.headers().entries().forEach(e -> exchange.getResponseHeaders().add(e.getKey(), e.getValue()));
      byte[] body = ((HttpReply.Bytes) reply.body()).bytes();
      exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
