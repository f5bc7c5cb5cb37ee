package dev.postern.app.lambda;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The Lambda Runtime API of one environment: the process asks for the next event, and posts what came of it.
 * <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">AWS</a>
 *
 * <p>Whoever reaches the socket is the function's own: it listens on the loopback of the function's namespace.
 */
final class RuntimeApi implements Closeable {
  private static final String PREFIX = "/2018-06-01/runtime/";
  /** AWS's quota for a synchronous answer. */
  static final int LARGEST = 6_291_556;

  private final ServerSocketChannel listening;
  private final Set<Thread> connections = ConcurrentHashMap.newKeySet();
  private final LinkedBlockingQueue<Invocation> events = new LinkedBlockingQueue<>();
  private final CompletableFuture<Optional<byte[]>> initialised = new CompletableFuture<>();
  private volatile Optional<Waiting> waiting = Optional.empty();

  /** An invocation that the process has, and who waits for its end. */
  private record Waiting(Invocation invocation, CompletableFuture<Invocation.Outcome> end) {}

  RuntimeApi(ServerSocketChannel listening) {
    this.listening = listening;
    Thread.ofVirtual().name("runtime-api").start(this::accept);
  }

  /** A socket to serve, on a free port of the loopback. */
  static ServerSocketChannel listen() throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.INET);
    channel.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
    return channel;
  }

  /** {@code AWS_LAMBDA_RUNTIME_API}. */
  String address() {
    return "127.0.0.1:" + listening.socket().getLocalPort();
  }

  /** Completes when the process asks for its first event, or with the error that it reported instead. */
  CompletableFuture<Optional<byte[]>> initialised() {
    return initialised;
  }

  /** Hands the event to the process when it asks, and completes with what it posts. One at a time. */
  CompletableFuture<Invocation.Outcome> invoke(Invocation invocation) {
    CompletableFuture<Invocation.Outcome> end = new CompletableFuture<>();
    waiting = Optional.of(new Waiting(invocation, end));
    events.add(invocation);
    return end;
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel connection = listening.accept();
        Thread.ofVirtual().name("runtime-api-connection").start(() -> serve(connection));
      }
    } catch (IOException _) {
      // Closed: the environment has ended.
    }
  }

  private void serve(SocketChannel connection) {
    connections.add(Thread.currentThread());
    try (connection) {
      RuntimeHttp http = new RuntimeHttp(connection.socket().getInputStream(), connection.socket().getOutputStream());
      for (Optional<RuntimeHttp.Request> request = http.read(LARGEST); request.isPresent(); request = http.read(LARGEST)) {
        answer(http, request.get());
      }
    } catch (IOException _) {
      // The process went away.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      connections.remove(Thread.currentThread());
    }
  }

  private void answer(RuntimeHttp http, RuntimeHttp.Request request) throws IOException, InterruptedException {
    String path = request.path().startsWith(PREFIX) ? request.path().substring(PREFIX.length()) : "";
    if (request.method().equals("GET") && path.equals("invocation/next")) {
      initialised.complete(Optional.empty());
      Invocation event = events.take();
      http.write(
          200,
          event.payload(),
          "Lambda-Runtime-Aws-Request-Id", event.requestId(),
          "Lambda-Runtime-Deadline-Ms", Long.toString(event.deadline().toEpochMilli()),
          "Lambda-Runtime-Invoked-Function-Arn", event.functionArn(),
          "Lambda-Runtime-Trace-Id", event.traceId(),
          "Lambda-Runtime-Client-Context", event.clientContext().orElse(""));
    } else if (request.method().equals("POST") && path.equals("init/error")) {
      initialised.complete(Optional.of(request.body()));
      accepted(http);
    } else if (request.method().equals("POST") && path.matches("invocation/[^/]+/(response|error)")) {
      String[] parts = path.split("/");
      ended(http, parts[1], parts[2].equals("response"), request);
    } else {
      refused(http, 404, "InvalidPath", "No such path: " + request.path());
    }
  }

  private void ended(RuntimeHttp http, String requestId, boolean answered, RuntimeHttp.Request request) throws IOException {
    Optional<Waiting> current = waiting.filter(w -> w.invocation().requestId().equals(requestId));
    if (current.isEmpty()) {
      refused(http, 400, "InvalidRequestID", "Invalid request ID");
      return;
    }
    waiting = Optional.empty();
    if (request.tooLarge()) {
      String message = "Response payload size exceeded maximum allowed payload size (" + LARGEST + " bytes).";
      current.get().end().complete(new Invocation.Failed(error("Function.ResponseSizeTooLarge", message)));
      refused(http, 413, "RequestEntityTooLarge", message);
      return;
    }
    current.get().end().complete(answered ? new Invocation.Answered(request.body()) : new Invocation.Failed(request.body()));
    accepted(http);
  }

  private static void accepted(RuntimeHttp http) throws IOException {
    http.write(202, "{\"status\":\"OK\"}".getBytes(StandardCharsets.UTF_8));
  }

  private static void refused(RuntimeHttp http, int status, String type, String message) throws IOException {
    http.write(status, error(type, message));
  }

  /** AWS's error JSON. */
  static byte[] error(String type, String message) {
    return Json.of("errorType", type, "errorMessage", message);
  }

  @Override
  public void close() throws IOException {
    listening.close();
    connections.forEach(Thread::interrupt);
  }
}
