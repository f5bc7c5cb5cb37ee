package dev.postern.app.balance;

import dev.postern.core.balancing.BalancerNode;
import dev.postern.core.ip.Ip;
import dev.postern.core.plan.Names;
import dev.postern.linux.Kernel;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Connections that a load balancer's node begins: in its VPC's router, from its own address, marked with its subnet, so that routes, network ACLs
 * and security groups treat them as the node's.
 */
final class Outgoing {
  private static final IntegerUnixChannelOption MARK = new IntegerUnixChannelOption("SO_MARK", 1, 36);

  private final Supplier<Kernel> kernel;

  Outgoing(Supplier<Kernel> kernel) {
    this.kernel = kernel;
  }

  /**
   * Begins a connection. Waits for the thread that is inside the fabric, so it must not be called on an event loop.
   *
   * @param handler of the connection, which is not read before somebody asks for it
   * @param done is told on the event loop when the connection stands or could not be made
   * @throws Exception when the VPC's router is not there
   */
  void connect(BalancerNode node, BalancerNode.Place to, int port, Duration patience, EventLoop loop, ChannelHandler handler, Consumer<Attempt> done)
      throws Exception {
    // The socket stays in the namespace in which it is made.
    EpollSocketChannel channel =
        kernel.get().runInside(node.vpcId(), () -> {
          EpollSocketChannel made = new EpollSocketChannel();
          made.config().setOption(MARK, Names.number(node.subnetId()));
          return made;
        });
    channel
        .config()
        .setAutoRead(false)
        .setTcpNoDelay(true)
        .setAllowHalfClosure(true)
        .setConnectTimeoutMillis(Math.toIntExact(patience.toMillis()));
    channel.config().setOption(ChannelOption.SO_REUSEADDR, true);
    channel.config().setOption(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
    channel.pipeline().addLast(handler);
    InetSocketAddress from = new InetSocketAddress(Ip.text(node.address()), 0);
    InetSocketAddress target = new InetSocketAddress(Ip.text(to.address()), port);
    loop.register(channel)
        .addListener(
            (Future<? super Void> registered) -> {
              if (!registered.isSuccess()) {
                done.accept(new Attempt(channel, registered.cause()));
                return;
              }
              channel.connect(target, from).addListener((Future<? super Void> f) -> done.accept(new Attempt(channel, f.cause())));
            });
  }

  /** How an attempt ended: {@code failure} is null when the connection stands. */
  record Attempt(Channel channel, @Nullable Throwable failure) {}
}
