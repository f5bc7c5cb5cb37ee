package dev.postern.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.Caller;
import dev.postern.core.plan.Door;
import dev.postern.core.services.PublicService;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ForwardingBackendTest {
  private static final PublicService S3 = PublicService.named("s3").orElseThrow();

  @Test
  void theRequestGoesOnAsItCameAndTheAnswerComesBack() throws Exception {
    AtomicReference<String> seen = new AtomicReference<>("");
    try (EventLoops loops = new EventLoops()) {
      HttpServer engine = new HttpServer(loops, call -> {
        seen.set(call.method() + " " + call.path() + "?" + call.query() + " " + call.host() + " " + call.headers().first("authorization").orElse("")
            + " " + new String(call.bodyBytes(100), StandardCharsets.UTF_8));
        return call.method().equals("HEAD")
            ? new HttpReply(200, Headers.of("ETag", "\"e\""), new HttpReply.Absent(77))
            : new HttpReply(206, Headers.of("ETag", "\"e\""), new HttpReply.Bytes(new byte[] {1, 2, 3}));
      }, _ -> {
        throw new IllegalArgumentException("no TLS here");
      });
      try (HttpServer.Listening listening = engine.bind(InetAddress.ofLiteral("127.0.0.1"), 0, new Door.Api());
          ForwardingBackend backend = new ForwardingBackend(S3, URI.create("http://127.0.0.1:" + listening.port()))) {
        HttpReply reply = backend.handle(call("PUT", "hello"), Caller.root("000000000000", "us-east-1"));
        assertThat(seen.get()).isEqualTo("PUT /k%2Fey?a=b b.s3.us-east-1.amazonaws.com SIG hello");
        assertThat(reply.status()).isEqualTo(206);
        assertThat(reply.headers().first("etag")).contains("\"e\"");
        assertThat(((HttpReply.Stream) reply.body()).stream().readAllBytes()).containsExactly(1, 2, 3);
        assertThat(backend.handle(call("HEAD", ""), Caller.root("000000000000", "us-east-1")).body()).isEqualTo(new HttpReply.Absent(77));
      }
    }
  }

  @Test
  void anEngineThatIsGoneIs503() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    for (String service : List.of("s3", "sqs", "eks")) {
      try (ForwardingBackend backend = new ForwardingBackend(PublicService.named(service).orElseThrow(), URI.create("http://127.0.0.1:" + port))) {
        HttpReply reply = backend.handle(call("GET", ""), Caller.root("000000000000", "us-east-1"));
        assertThat(reply.status()).isEqualTo(503);
        assertThat(new String(((HttpReply.Bytes) reply.body()).bytes(), StandardCharsets.UTF_8))
            .contains("The engine behind " + service + " at http://127.0.0.1:" + port + " does not answer");
      }
    }
  }

  @Test
  void anEngineThatBreaksOffIs502() throws Exception {
    try (ServerSocket engine = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
        ForwardingBackend backend = new ForwardingBackend(S3, URI.create("http://127.0.0.1:" + engine.getLocalPort()))) {
      Thread hangUp = Thread.ofVirtual().start(() -> {
        try (Socket client = engine.accept()) {
          client.getInputStream().read();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
      assertThat(backend.handle(call("PUT", "x"), Caller.root("000000000000", "us-east-1")).status()).isEqualTo(502);
      hangUp.join();
    }
  }

  @Test
  @Timeout(30)
  void bodiesStreamBothWays() throws Exception {
    CompletableFuture<Integer> first = new CompletableFuture<>();
    try (EventLoops loops = new EventLoops();
        PipedOutputStream sending = new PipedOutputStream();
        PipedInputStream sent = new PipedInputStream(sending);
        PipedOutputStream answering = new PipedOutputStream();
        PipedInputStream answered = new PipedInputStream(answering)) {
      HttpServer engine = new HttpServer(loops, call -> {
        try {
          first.complete(call.body().read());
          assertThat(call.body().readAllBytes()).containsExactly('b');
          return new HttpReply(200, new Headers(), new HttpReply.Stream(answered, -1));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }, _ -> {
        throw new IllegalArgumentException("no TLS here");
      });
      try (HttpServer.Listening listening = engine.bind(InetAddress.ofLiteral("127.0.0.1"), 0, new Door.Api());
          ForwardingBackend backend = new ForwardingBackend(S3, URI.create("http://127.0.0.1:" + listening.port()))) {
        HttpCall call = new HttpCall("PUT", "/", "", Headers.of("Host", "s3.us-east-1.amazonaws.com"), sent, -1, true, "10.0.0.5", new Door.Public("us-east-1"));
        CompletableFuture<HttpReply> reply = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> reply.complete(backend.handle(call, Caller.root("000000000000", "us-east-1"))));
        sending.write('a');
        sending.flush();
        assertThat(first.get()).as("the engine has the first byte while the client has not sent the last").isEqualTo('a');
        sending.write('b');
        sending.close();
        answering.write('c');
        answering.flush();
        try (InputStream answer = ((HttpReply.Stream) reply.get().body()).stream()) {
          assertThat(answer.read()).as("the client has the first byte while the engine has not sent the last").isEqualTo('c');
          answering.write('d');
          answering.close();
          assertThat(answer.readAllBytes()).containsExactly('d');
        }
      }
    }
  }

  private static HttpCall call(String method, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new HttpCall(method, "/k%2Fey", "a=b", Headers.of("Host", "b.s3.us-east-1.amazonaws.com", "Authorization", "SIG", "Connection", "keep-alive"),
        new ByteArrayInputStream(bytes), bytes.length, true, "10.0.0.5", new Door.Public("us-east-1"));
  }
}
