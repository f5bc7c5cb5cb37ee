package dev.postern.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.plan.Door;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpServerTest {
  private final EventLoops loops = new EventLoops();
  private final AtomicReference<HttpServer.Handler> handler = new AtomicReference<>(_ -> HttpReply.of(200, "text/plain", "ok\n"));
  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir private Path directory;
  private HttpServer.Listening listening;

  @BeforeEach
  void listen() throws IOException {
    HttpServer server = new HttpServer(loops, call -> handler.get().handle(call), _ -> {
      throw new IllegalArgumentException("no TLS here");
    });
    listening = server.bind(InetAddress.ofLiteral("127.0.0.1"), 0, new Door.Api());
  }

  @AfterEach
  void close() {
    client.close();
    listening.close();
    loops.close();
  }

  @Test
  void theCallCarriesWhatTheClientSentAndTheDoor() throws Exception {
    AtomicReference<HttpCall> seen = new AtomicReference<>();
    handler.set(call -> {
      seen.set(call);
      return HttpReply.of(200, "text/plain", new String(call.bodyBytes(100), StandardCharsets.UTF_8));
    });
    HttpResponse<String> response =
        client.send(
            request("/a%20b?x=%2F&y").header("X-Two", "1").header("X-Two", "2").POST(HttpRequest.BodyPublishers.ofString("hello")).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.body()).isEqualTo("hello");
    assertThat(response.headers().firstValue("date")).isPresent();
    assertThat(seen.get().path()).isEqualTo("/a%20b");
    assertThat(seen.get().query()).isEqualTo("x=%2F&y");
    assertThat(seen.get().headers().all("x-two")).containsExactly("1", "2");
    assertThat(seen.get().contentLength()).isEqualTo(5);
    assertThat(seen.get().peer()).isEqualTo("127.0.0.1");
    assertThat(seen.get().door()).isEqualTo(new Door.Api());
  }

  @Test
  void aLargeUploadIsStreamedAndNotHeld() throws Exception {
    byte[] piece = new byte[1 << 20];
    new Random(1).nextBytes(piece);
    int pieces = 64;
    MessageDigest expected = MessageDigest.getInstance("SHA-256");
    for (int i = 0; i < pieces; i++) {
      expected.update(piece);
    }
    handler.set(call -> {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[8192];
        int most = 0;
        for (int n = call.body().read(buffer); n >= 0; n = call.body().read(buffer)) {
          digest.update(buffer, 0, n);
          most = Math.max(most, call.body().available());
        }
        return HttpReply.of(200, "text/plain", HexFormat.of().formatHex(digest.digest()) + " " + (most < 4 << 20));
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    });
    InputStream endless = new InputStream() {
      private int sent;

      @Override
      public int read() {
        throw new AssertionError("read in pieces");
      }

      @Override
      public int read(byte[] target, int offset, int length) {
        if (sent == pieces << 20) {
          return -1;
        }
        int at = sent % piece.length;
        int count = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, target, offset, count);
        sent += count;
        return count;
      }
    };
    HttpResponse<String> response =
        client.send(request("/").PUT(HttpRequest.BodyPublishers.ofInputStream(() -> endless)).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.body()).isEqualTo(HexFormat.of().formatHex(expected.digest()) + " true");
  }

  @Test
  void filesGoOutWholeAndInPart() throws Exception {
    byte[] content = new byte[3 << 20];
    new Random(2).nextBytes(content);
    Path file = Files.write(directory.resolve("object"), content);
    handler.set(call -> {
      try {
        long length = Long.parseLong(call.query());
        return new HttpReply(200, new Headers(), new HttpReply.FilePart(FileChannel.open(file), 1000, length));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    });
    for (int length : new int[] {0, 1, 1024, 32 << 10, (32 << 10) + 1, 2 << 20}) {
      byte[] got = client.send(request("/?" + length).build(), HttpResponse.BodyHandlers.ofByteArray()).body();
      assertThat(got).isEqualTo(java.util.Arrays.copyOfRange(content, 1000, 1000 + length));
    }
  }

  @Test
  void streamsOfUnknownLengthAreChunked() throws Exception {
    byte[] content = new byte[1 << 20];
    new Random(3).nextBytes(content);
    handler.set(_ -> new HttpReply(200, new Headers(), new HttpReply.Stream(new ByteArrayInputStream(content), -1)));
    HttpResponse<byte[]> response = client.send(request("/").build(), HttpResponse.BodyHandlers.ofByteArray());
    assertThat(response.body()).isEqualTo(content);
    assertThat(response.headers().firstValue("transfer-encoding")).contains("chunked");
  }

  @Test
  void aStreamThatBreaksBreaksTheConnection() {
    handler.set(_ -> new HttpReply(200, new Headers(), new HttpReply.Stream(new ByteArrayInputStream(new byte[10]), 20)));
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> client.send(request("/").build(), HttpResponse.BodyHandlers.ofByteArray()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void headAnswersTheLengthWithoutTheBody() throws Exception {
    handler.set(_ -> new HttpReply(200, new Headers(), new HttpReply.Absent(12345)));
    try (Socket socket = connect()) {
      send(socket, "HEAD /x HTTP/1.1\r\nHost: a\r\n\r\nHEAD /y HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      String all = rest(socket);
      assertThat(all.toLowerCase().split("content-length: 12345", -1)).hasSize(3);
      assertThat(all).endsWith("\r\n\r\n");
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws Exception {
    CountDownLatch later = new CountDownLatch(1);
    handler.set(call -> {
      try {
        if (call.path().equals("/1")) {
          later.await(100, TimeUnit.MILLISECONDS);
        } else {
          later.countDown();
        }
        return HttpReply.of(200, "text/plain", call.path() + new String(call.bodyBytes(10), StandardCharsets.UTF_8));
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    });
    try (Socket socket = connect()) {
      send(socket, "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\naPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nb"
          + "GET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      String all = rest(socket);
      assertThat(all.indexOf("/1a")).isPositive();
      assertThat(all.indexOf("/2b")).isGreaterThan(all.indexOf("/1a"));
      assertThat(all.indexOf("/3")).isGreaterThan(all.indexOf("/2b"));
    }
  }

  @Test
  void continueIsSaidWhenTheBodyIsWantedAndNotBefore() throws Exception {
    handler.set(call -> HttpReply.of(200, "text/plain", "got " + call.bodyBytes(100).length));
    try (Socket socket = connect()) {
      send(socket, "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n");
      byte[] first = socket.getInputStream().readNBytes("HTTP/1.1 100 Continue\r\n\r\n".length());
      assertThat(new String(first, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      send(socket, "abc");
      assertThat(rest(socket)).contains("HTTP/1.1 200 OK").endsWith("got 3");
    }
    handler.set(_ -> HttpReply.of(403, "text/plain", "no"));
    try (Socket socket = connect()) {
      send(socket, "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
      byte[] first = socket.getInputStream().readNBytes(12);
      assertThat(new String(first, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 403");
    }
  }

  @Test
  void aRefusedUploadIsAnsweredThoughItsBodyStillComes() throws Exception {
    handler.set(_ -> HttpReply.of(403, "text/plain", "no"));
    for (int i = 0; i < 3; i++) {
      HttpResponse<String> response =
          client.send(request("/").PUT(HttpRequest.BodyPublishers.ofByteArray(new byte[8 << 20])).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(403);
    }
  }

  @Test
  void badAndOversizedHeadsAreRefused() throws Exception {
    try (Socket socket = connect()) {
      send(socket, "GET / HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(40_000) + "\r\n\r\n");
      assertThat(rest(socket)).startsWith("HTTP/1.1 431 ");
    }
    try (Socket socket = connect()) {
      send(socket, "nonsense\r\n\r\n");
      assertThat(rest(socket)).startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  void aBodyBeyondTheServicesLimitIs413() throws Exception {
    handler.set(call -> HttpReply.of(200, "text/plain", "" + call.bodyBytes(1000).length));
    HttpResponse<String> response =
        client.send(request("/").POST(HttpRequest.BodyPublishers.ofByteArray(new byte[1001])).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(413);
  }

  @Test
  void aHandlerThatFailsIs500AndTheConnectionLives() throws Exception {
    handler.set(_ -> {
      throw new IllegalStateException("broken on purpose");
    });
    assertThat(client.send(request("/").build(), HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(500);
  }

  @Test
  void closingADoorBreaksItsConnections() throws Exception {
    try (Socket socket = connect()) {
      send(socket, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(socket.getInputStream().read()).isEqualTo('H');
      listening.close();
      socket.setSoTimeout(5000);
      assertThat(rest(socket)).contains("200 OK");
    }
  }

  private HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + listening.port() + target)).version(HttpClient.Version.HTTP_1_1);
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket("127.0.0.1", listening.port());
    socket.setSoTimeout(5000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static String rest(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }
}
