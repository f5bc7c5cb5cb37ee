package dev.postern.engine.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.postern.core.action.Caller;
import dev.postern.core.plan.Door;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import dev.postern.wire.sigv4.Signature;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.Channels;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The engine behind the JDK's HTTP server on loopback, so that real clients can be pointed at it. The account is the access key id. */
final class Bridge implements AutoCloseable {
  private final S3 s3;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Bridge(S3 s3) throws IOException {
    this.s3 = s3;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  URI uri() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Headers headers = new Headers();
      exchange.getRequestHeaders().forEach((name, values) -> values.forEach(value -> headers.add(name, value)));
      String query = exchange.getRequestURI().getRawQuery();
      boolean bodied = headers.first("transfer-encoding").isPresent();
      long length = headers.first("content-length").map(Long::valueOf).orElse(bodied ? -1L : 0L);
      HttpCall call = new HttpCall(exchange.getRequestMethod(), exchange.getRequestURI().getRawPath(), query == null ? "" : query, headers,
          exchange.getRequestBody(), length, false, "127.0.0.1", new Door.Api());
      HttpReply reply = s3.handle(call, caller(call));
      reply.headers().entries().forEach(e -> exchange.getResponseHeaders().add(e.getKey(), e.getValue()));
      boolean bodiless = exchange.getRequestMethod().equals("HEAD") || reply.status() == 204 || reply.status() == 304;
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.getResponseHeaders().set("Content-Length", String.valueOf(reply.body().length()));
      }
      exchange.sendResponseHeaders(reply.status(), bodiless || reply.body().length() == 0 ? -1 : reply.body().length());
      if (!bodiless) {
        try (OutputStream out = exchange.getResponseBody()) {
          send(reply.body(), out);
        }
      }
    }
  }

  private static Caller caller(HttpCall call) {
    return Signature.parse(call) instanceof Signature.Signed signed
        ? Caller.root(signed.scope().accessKeyId(), signed.scope().region())
        : Caller.anonymous("us-east-1");
  }

  private static void send(HttpReply.Body body, OutputStream out) throws IOException {
    switch (body) {
      case HttpReply.Bytes(byte[] bytes) -> out.write(bytes);
      case HttpReply.FilePart part -> {
        try (var channel = part.channel()) {
          var target = Channels.newChannel(out);
          for (long sent = 0; sent < part.length(); ) {
            sent += channel.transferTo(part.offset() + sent, part.length() - sent, target);
          }
        }
      }
      case HttpReply.Stream(InputStream stream, long _) -> {
        try (stream) {
          stream.transferTo(out);
        }
      }
      case HttpReply.Absent _ -> {}
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
