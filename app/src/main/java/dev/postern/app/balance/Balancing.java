package dev.postern.app.balance;

import dev.postern.app.http.EventLoops;
import dev.postern.core.balancing.BalancerNode;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.LoadBalancer;
import dev.postern.core.plan.Door;
import dev.postern.core.state.Snapshot;
import dev.postern.linux.Kernel;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.Closeable;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Takes the connections that come to load balancers and joins each to one target of the node that it came to.
 *
 * <p>A client's connection stands before its target's is begun: where a target does not answer, the client's is reset, or waits as long as this does.
 */
public final class Balancing {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** A little more than the 350 seconds after which the kernel answers with a reset. */
  private static final int IDLE_SECONDS = 360;

  private final EventLoops loops;
  private final Supplier<Snapshot> current;
  private final Outgoing outgoing;
  private final Health health;

  public Balancing(EventLoops loops, Supplier<Snapshot> current, Supplier<Kernel> kernel, Health health) {
    this.loops = loops;
    this.current = current;
    this.outgoing = new Outgoing(kernel);
    this.health = health;
  }

  /**
   * Serves a socket that listens at a balancer's address, or at that of an endpoint.
   *
   * @param fd a non-blocking listening TCP socket; closed with the result, and with it the connections that it took
   */
  public Closeable adopt(int fd, Door.Balancer door, int port) {
    ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    ChannelFuture registered =
        new ServerBootstrap()
            .group(loops.group())
            .channelFactory(() -> new EpollServerSocketChannel(fd))
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel client) {
                    connections.add(client);
                    Relay relay = new Relay();
                    client.pipeline().addLast(new IdleStateHandler(0, 0, IDLE_SECONDS, TimeUnit.SECONDS), relay);
                    Thread.startVirtualThread(() -> lead(client, relay, door, port));
                  }
                })
            .register()
            .awaitUninterruptibly();
    if (!registered.isSuccess()) {
      throw new IllegalArgumentException("cannot serve descriptor " + fd, registered.cause());
    }
    return () -> {
      registered.channel().close().awaitUninterruptibly(1, TimeUnit.SECONDS);
      connections.forEach(Relay::reset);
    };
  }

  /** Where a connection goes: from which node, to which target, and what that is told first. */
  private record Way(BalancerNode node, BalancerNode.Forward forward, BalancerNode.Place target) {}

  private void lead(Channel client, Relay relay, Door.Balancer door, int port) {
    Optional<Way> way = way(client, door, port);
    if (way.isEmpty()) {
      Relay.reset(client);
      return;
    }
    EventLoop loop = client.eventLoop();
    Relay back = new Relay();
    try {
      outgoing.connect(
          way.get().node(), way.get().target(), way.get().target().port(), PATIENCE, loop, back,
          attempt -> {
            if (attempt.failure() != null || !client.isActive()) {
              attempt.channel().close();
              Relay.reset(client);
              return;
            }
            announce(client, attempt.channel(), way.get(), door, port);
            back.join(attempt.channel(), client);
            relay.join(client, attempt.channel());
          });
    } catch (Exception e) {
      Relay.reset(client);
      System.getLogger(Balancing.class.getName()).log(System.Logger.Level.DEBUG, () -> "no way from " + door + ": " + e.getMessage());
    }
  }

  private static void announce(Channel client, Channel target, Way way, Door.Balancer door, int port) {
    if (way.forward().proxyProtocol()) {
      InetSocketAddress at = new InetSocketAddress(Ip.text(way.node().address()), port);
      target.writeAndFlush(ProxyProtocol.header((InetSocketAddress) client.remoteAddress(), at, door.endpointId()));
    }
  }

  /** One of the targets that are well; which, the client's address and port decide. */
  private Optional<Way> way(Channel client, Door.Balancer door, int port) {
    Snapshot snapshot = current.get();
    List<BalancerNode> nodes =
        snapshot.located(LoadBalancer.class, door.loadBalancerId()).map(b -> BalancerNode.of(snapshot, b)).orElse(List.of());
    Optional<BalancerNode> node = nodes.stream().filter(n -> n.networkInterfaceId().equals(door.networkInterfaceId())).findFirst();
    Optional<BalancerNode.Forward> forward = node.map(n -> n.listeners().get(port));
    if (forward.isEmpty() || client.remoteAddress() == null) {
      return Optional.empty();
    }
    List<BalancerNode.Place> everywhere =
        nodes.stream().flatMap(n -> Optional.ofNullable(n.listeners().get(port)).stream()).flatMap(f -> f.targets().stream()).toList();
    List<BalancerNode.Place> usable = health.usable(forward.get(), everywhere);
    if (usable.isEmpty()) {
      return Optional.empty();
    }
    // Multiplied, since neighbouring ports have neighbouring hashes.
    int hash = client.remoteAddress().hashCode() * 0x9E3779B1 >>> 8;
    return Optional.of(new Way(node.get(), forward.get(), usable.get(hash % usable.size())));
  }
}
