package dev.postern.app.http;

import dev.postern.core.action.Caller;
import dev.postern.core.services.PublicService;
import dev.postern.wire.http.AwsService;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;

/**
 * Another engine behind Postern's network ({@code --backend sqs=URL}): requests go on as they came, signature and Host included, so the
 * engine sees what the client signed; bodies stream both ways. A change of protocol (WebSocket) is not passed on.
 */
public final class ForwardingBackend implements AwsService, AutoCloseable {
  static {
    // The signature covers Host, so the engine must see the client's; the JDK's client only sends it when it is told so beforehand.
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host,expect");
  }

  /** Of one connection only (RFC 9110, section 7.6.1), or set by the client itself. */
  private static final Set<String> NOT_FORWARDED =
      Set.of("connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer", "transfer-encoding", "upgrade",
          "content-length", "expect", "http2-settings");

  private final PublicService of;
  private final URI target;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(10)).followRedirects(HttpClient.Redirect.NEVER).build();

  /**
   * A backend at another URL.
   *
   * @param of the service that it stands for
   * @param target {@code http://host:port}
   */
  public ForwardingBackend(PublicService of, URI target) {
    this.of = of;
    this.target = target;
  }

  @Override
  public HttpReply handle(HttpCall call, Caller caller) {
    String base = target.toString().endsWith("/") ? target.toString().substring(0, target.toString().length() - 1) : target.toString();
    Optional<URI> uri = uri(base + call.path() + (call.query().isEmpty() ? "" : "?" + call.query()));
    if (uri.isEmpty()) {
      return HttpReply.of(400, "text/plain", "The request target is not a valid URI.\n");
    }
    HttpRequest.Builder request = HttpRequest.newBuilder(uri.get()).method(call.method(), publisher(call));
    call.headers().entries().stream()
        .filter(h -> !NOT_FORWARDED.contains(h.getKey().toLowerCase(Locale.ROOT)))
        .forEach(h -> request.header(h.getKey(), h.getValue()));
    try {
      HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      Headers headers = new Headers();
      response.headers().map().forEach((name, values) -> {
        if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
          values.forEach(v -> headers.add(name, v));
        }
      });
      long length = response.headers().firstValueAsLong("content-length").orElse(-1);
      if (call.method().equals("HEAD") || response.statusCode() == 204 || response.statusCode() == 304) {
        response.body().close();
        return new HttpReply(response.statusCode(), headers, new HttpReply.Absent(Math.max(length, 0)));
      }
      return new HttpReply(response.statusCode(), headers, new HttpReply.Stream(response.body(), length));
    } catch (ConnectException | HttpConnectTimeoutException e) {
      return refusal(call, Problem.BACKEND_AWAY, e);
    } catch (IOException e) {
      return refusal(call, Problem.BACKEND_BROKEN, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return refusal(call, Problem.BACKEND_BROKEN, e);
    }
  }

  private HttpReply refusal(HttpCall call, Problem problem, Exception cause) {
    Family family = Family.of(of, call);
    String why = cause.getMessage() == null ? "no connection" : cause.getMessage();
    return family.reply(problem.in(family, of.name(), target, why));
  }

  private static Optional<URI> uri(String text) {
    try {
      return Optional.of(URI.create(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static HttpRequest.BodyPublisher publisher(HttpCall call) {
    if (call.contentLength() == 0) {
      return call.method().equals("GET") || call.method().equals("HEAD") || call.method().equals("DELETE")
          ? HttpRequest.BodyPublishers.noBody()
          : HttpRequest.BodyPublishers.ofByteArray(new byte[0]);
    }
    Pieces pieces = new Pieces(call.body());
    return call.contentLength() < 0 ? HttpRequest.BodyPublishers.fromPublisher(pieces) : HttpRequest.BodyPublishers.fromPublisher(pieces, call.contentLength());
  }

  /** Breaks off what is still under way: an engine that never answers does not hold up the end. */
  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }

  /**
   * A body in the pieces in which it arrives, read on a thread of its own: the JDK's own publisher of streams waits until its buffer is full,
   * and holds up the writing of what it has while it reads.
   */
  private record Pieces(InputStream body) implements Flow.Publisher<ByteBuffer> {
    private static final int PIECE = 16 << 10;
    private static final int AHEAD = 4;

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
      SubmissionPublisher<ByteBuffer> pieces = new SubmissionPublisher<>(task -> Thread.ofVirtual().start(task), AHEAD);
      pieces.subscribe(subscriber);
      Thread.ofVirtual().start(() -> pump(pieces));
    }

    private void pump(SubmissionPublisher<ByteBuffer> pieces) {
      byte[] buffer = new byte[PIECE];
      try {
        int count = body.read(buffer);
        while (count >= 0 && pieces.hasSubscribers()) {
          pieces.submit(ByteBuffer.wrap(Arrays.copyOf(buffer, count)));
          count = body.read(buffer);
        }
        pieces.close();
      } catch (IOException e) {
        pieces.closeExceptionally(e);
      }
    }
  }
}
