package dev.postern.e2e.agreement;

import dev.postern.core.fabric.FilterLine;
import dev.postern.core.ip.Ip;
import dev.postern.linux.Kernel;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sends many probes at once and collects the answers, until all that are expected have come and silence has lasted. */
final class Prober {
  /** Long enough for a retransmitted SYN (one second), so that a busy machine is not taken for a dropped packet. */
  private static final Duration LATEST = Duration.ofSeconds(8);

  /** How long nothing may come after the last expected answer before the rest counts as dropped. */
  private static final Duration SILENCE = Duration.ofMillis(400);

  private final Kernel kernel;

  Prober(Kernel kernel) {
    this.kernel = kernel;
  }

  private static final class Running {
    private final Probe probe;
    private String answer = "";

    Running(Probe probe) {
      this.probe = probe;
    }

    boolean owed() {
      return probe.expected().isPresent() && answer.isEmpty();
    }
  }

  /** What came back for each probe; an empty text where nothing did. */
  Map<Probe, String> run(List<Probe> probes) throws Exception {
    List<Running> running = new ArrayList<>();
    try (Selector selector = Selector.open()) {
      for (Probe probe : probes) {
        Running one = new Running(probe);
        running.add(one);
        start(selector, one);
      }
      collect(selector, running);
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
    }
    Map<Probe, String> answers = new LinkedHashMap<>();
    running.forEach(r -> answers.put(r.probe, r.answer));
    return answers;
  }

  private void start(Selector selector, Running running) throws Exception {
    Probe probe = running.probe;
    InetSocketAddress source = new InetSocketAddress(Inet4Address.ofLiteral(Ip.text(probe.packet().source())), probe.packet().sourcePort());
    InetSocketAddress destination =
        new InetSocketAddress(Inet4Address.ofLiteral(Ip.text(probe.packet().destination())), probe.packet().destinationPort());
    if (probe.packet().protocol() == FilterLine.TCP) {
      SocketChannel channel = kernel.runInside(probe.hostId(), () -> SocketChannel.open(StandardProtocolFamily.INET));
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.configureBlocking(false);
      channel.bind(source);
      channel.connect(destination);
      channel.register(selector, SelectionKey.OP_CONNECT, running);
    } else {
      DatagramChannel channel = kernel.runInside(probe.hostId(), () -> DatagramChannel.open(StandardProtocolFamily.INET));
      channel.configureBlocking(false);
      channel.bind(source);
      channel.connect(destination);
      channel.write(ByteBuffer.wrap(new byte[] {'?'}));
      channel.register(selector, SelectionKey.OP_READ, running);
    }
  }

  private static void collect(Selector selector, List<Running> running) throws IOException {
    long latest = System.nanoTime() + LATEST.toNanos();
    long quietUntil = System.nanoTime() + SILENCE.toNanos();
    while (System.nanoTime() < latest) {
      boolean owed = running.stream().anyMatch(Running::owed);
      if (!owed && System.nanoTime() >= quietUntil) {
        return;
      }
      if (selector.select(Prober::answered, 50) > 0) {
        quietUntil = System.nanoTime() + SILENCE.toNanos();
      }
    }
  }

  private static void answered(SelectionKey key) {
    Running running = (Running) key.attachment();
    ByteBuffer buffer = ByteBuffer.allocate(256);
    try {
      if (key.channel() instanceof SocketChannel channel && !channel.isConnected()) {
        channel.finishConnect();
        key.interestOps(SelectionKey.OP_READ);
      } else if (key.channel() instanceof ReadableByteChannel channel) {
        if (channel.read(buffer) > 0) {
          running.answer = new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII);
        }
        key.cancel();
        key.channel().close();
      }
    } catch (IOException e) {
      running.answer = "error " + e.getMessage();
      key.cancel();
      try {
        key.channel().close();
      } catch (IOException _) {
        // It is gone either way.
      }
    }
  }
}
