package dev.postern.e2e.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.app.http.EventLoops;
import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.FilterLine;
import dev.postern.core.fabric.Port;
import dev.postern.core.ip.Ip;
import dev.postern.core.path.End;
import dev.postern.core.path.Packet;
import dev.postern.core.path.PathResolver;
import dev.postern.core.plan.KernelPlan;
import dev.postern.linux.Kernel;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.unix.FileDescriptor;
import java.io.Closeable;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of a connection to an interface endpoint that nobody uses for 350 seconds. */
class IdleFlowTest {
  private static final int LONGEST_IDLE_SECONDS = 350;

  /** Some way to an interface endpoint in some random network. */
  private record Way(Networks networks, Fabric fabric, Port from, long to) {}

  private static Way way() {
    for (long seed = 1; ; seed++) {
      Networks networks = Networks.of(RandomNetwork.of(new Random(seed)));
      Optional<Way> way = networks.vpcs().values().stream().flatMap(f -> in(networks, f).stream()).findFirst();
      if (way.isPresent()) {
        return way.get();
      }
    }
  }

  private static Optional<Way> in(Networks networks, Fabric fabric) {
    return fabric.ports().values().stream()
        .filter(p -> p.host() == Port.HostKind.ENDPOINT)
        .flatMap(to -> fabric.ports().values().stream().filter(p -> p.host() == Port.HostKind.INSTANCE).map(from -> new Way(networks, fabric, from, to.primary())))
        .filter(w -> PathResolver.resolve(fabric, networks, w.from, new Packet(w.from.primary(), w.to, FilterLine.TCP, 40000, 443)).end() instanceof End.AtEndpoint)
        .findFirst();
  }

  @Test
  void anIdleFlowIsForgottenAndAnsweredByAReset() throws Exception {
    Way way = way();
    try (EventLoops loops = new EventLoops();
        Kernel kernel = Kernel.open((fd, listener) -> listener.port() == 443 ? echo(loops, fd) : new FileDescriptor(fd)::close)) {
      kernel.apply(new KernelPlan.Change(Set.of(), way.networks.items()));
      InetSocketAddress address = new InetSocketAddress(Inet4Address.ofLiteral(Ip.text(way.to)), 443);
      // A channel has its descriptor, and with it its namespace, from the moment it is opened; a Socket only when it connects.
      try (SocketChannel channel = kernel.runInside(way.from.hostId(), () -> SocketChannel.open(StandardProtocolFamily.INET))) {
        Socket client = channel.socket();
        client.setSoTimeout(5000);
        client.connect(address, 5000);
        echoed(client);
        assertThat(idleSeconds(kernel, way)).isBetween(1, LONGEST_IDLE_SECONDS);
        // What the kernel does by itself when the time is over.
        kernel.forgetConnections(way.fabric.vpcId(), Ip.text(way.to));
        assertThatThrownBy(() -> echoed(client)).isInstanceOf(IOException.class).hasMessageContaining("reset");
        assertThat(kernel.setCounters(way.fabric.vpcId(), Set.of("meter_stale")).get("meter_stale").get(Ip.text(way.to)).packets()).isPositive();
      }
    }
  }

  @Test
  void aNatGatewayForgetsAnIdleFlowToo() throws Exception {
    long service = Ip.parse("52.216.0.10");
    for (long seed = 1; ; seed++) {
      Networks networks = Networks.of(RandomNetwork.of(new Random(seed)));
      for (Fabric fabric : networks.vpcs().values()) {
        for (Port from : fabric.ports().values()) {
          var path = PathResolver.resolve(fabric, networks, from, new Packet(from.primary(), service, FilterLine.TCP, 40000, 443));
          Optional<String> nat = path.hops().stream().filter(h -> h.kind() == dev.postern.core.path.Path.Kind.NAT_GATEWAY).map(h -> h.origin()).findFirst();
          if (from.host() == Port.HostKind.INSTANCE && path.end() instanceof End.AtPublicService && nat.isPresent()) {
            forgotten(networks, from, nat.get(), service);
            return;
          }
        }
      }
    }
  }

  private static void forgotten(Networks networks, Port from, String nat, long service) throws Exception {
    try (EventLoops loops = new EventLoops();
        Kernel kernel = Kernel.open((fd, listener) -> listener.port() == 443 ? echo(loops, fd) : new FileDescriptor(fd)::close)) {
      kernel.apply(new KernelPlan.Change(Set.of(), networks.items()));
      try (SocketChannel channel = kernel.runInside(from.hostId(), () -> SocketChannel.open(StandardProtocolFamily.INET))) {
        Socket client = channel.socket();
        client.setSoTimeout(5000);
        client.connect(new InetSocketAddress(Inet4Address.ofLiteral(Ip.text(service)), 443), 5000);
        echoed(client);
        // What the kernel does by itself when 350 seconds are over.
        kernel.forgetConnections(nat, Ip.text(service));
        assertThatThrownBy(() -> echoed(client)).isInstanceOf(IOException.class).hasMessageContaining("reset");
        assertThat(kernel.namedCounters(nat).get("stale").packets()).isPositive();
      }
    }
  }

  private static void echoed(Socket client) throws IOException {
    client.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
    assertThat(client.getInputStream().readNBytes(5)).asString(StandardCharsets.US_ASCII).isEqualTo("hello");
  }

  /** How long the kernel still keeps the established flow: the fifth word of its line. */
  private static int idleSeconds(Kernel kernel, Way way) throws Exception {
    String table = kernel.runInside(way.fabric.vpcId(), () -> Files.readString(Path.of("/proc/thread-self/net/nf_conntrack")));
    return table.lines()
        .filter(l -> l.contains("ESTABLISHED") && l.contains("dst=" + Ip.text(way.to) + " "))
        .map(l -> Integer.parseInt(l.trim().split("\\s+")[4]))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no such flow:\n" + table));
  }

  private static Closeable echo(EventLoops loops, int fd) {
    Channel channel =
        new ServerBootstrap()
            .group(loops.group())
            .channelFactory(() -> new EpollServerSocketChannel(fd))
            .childHandler(
                new ChannelInboundHandlerAdapter() {
                  @Override
                  public boolean isSharable() {
                    return true;
                  }

                  @Override
                  public void channelRead(ChannelHandlerContext context, Object message) {
                    context.writeAndFlush(message);
                  }
                })
            .register()
            .syncUninterruptibly()
            .channel();
    return () -> channel.close().awaitUninterruptibly();
  }
}
