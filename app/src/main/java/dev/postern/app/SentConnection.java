package dev.postern.app;

import dev.postern.core.explain.Start;
import dev.postern.core.explain.Trace;
import dev.postern.core.ip.Ip;
import dev.postern.linux.Kernel;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Opens the connection that a trace is about with real packets from the host itself, and says whether the kernel did with them what the trace says. */
record SentConnection(Kernel kernel) {
  /** SYNs are sent at once and after one second; what is not answered by then is lost. */
  private static final Duration PATIENCE = Duration.ofMillis(2500);

  /** What happened, {@code CONNECTED}, {@code REFUSED} or {@code NO_ANSWER}, and whether it agrees; null when there is nothing to send. */
  JsonNode verify(Start start, Trace trace) {
    boolean tcp = !trace.to().startsWith("udp:");
    if (trace.destination().isEmpty() || !tcp) {
      return JsonMapper.shared().nullNode();
    }
    String[] destination = trace.destination().get().split(":");
    Outcome outcome = connect(start, new InetSocketAddress(destination[0], Integer.parseInt(destination[1])));
    // What policies deny, they deny on a connection; a refusal comes from the destination itself.
    boolean arrives = trace.stop().map(s -> s.symptom() == Trace.Symptom.DENIED).orElse(true);
    return JsonMapper.shared().createObjectNode().put("outcome", outcome.name()).put("agrees", arrives == (outcome != Outcome.NO_ANSWER));
  }

  private enum Outcome {
    CONNECTED,
    REFUSED,
    NO_ANSWER
  }

  private Outcome connect(Start start, InetSocketAddress to) {
    try (SocketChannel channel = inside(start.host().id())) {
      channel.bind(new InetSocketAddress(Ip.text(start.address()), 0));
      channel.socket().connect(to, Math.toIntExact(PATIENCE.toMillis()));
      return Outcome.CONNECTED;
    } catch (ConnectException _) {
      return Outcome.REFUSED;
    } catch (SocketTimeoutException _) {
      return Outcome.NO_ANSWER;
    } catch (IOException e) {
      throw new IllegalStateException("cannot connect from " + start.host().id() + ": " + e.getMessage(), e);
    }
  }

  /** A socket stays in the namespace in which it was opened. */
  private SocketChannel inside(String hostId) throws IOException {
    try {
      return kernel.runInside(hostId, () -> SocketChannel.open(StandardProtocolFamily.INET));
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
