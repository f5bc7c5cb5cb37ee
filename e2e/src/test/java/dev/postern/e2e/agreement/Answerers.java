package dev.postern.e2e.agreement;

import dev.postern.app.http.EventLoops;
import dev.postern.core.plan.Door;
import dev.postern.core.plan.Item;
import dev.postern.linux.ListenerFactory;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.DatagramPacket;
import java.io.Closeable;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Servers inside the namespaces that answer each connection or datagram with where it arrived and from whom, and then close. */
final class Answerers implements ListenerFactory, AutoCloseable {
  private final Selector selector;
  private final Thread thread;
  private final EventLoops loops = new EventLoops();
  private final List<Closeable> open = new CopyOnWriteArrayList<>();

  Answerers() throws IOException {
    selector = Selector.open();
    thread = Thread.ofPlatform().name("answerers").daemon().start(this::serve);
  }

  /** Where a socket is, as its answer says it. */
  private record Place(String name) {}

  /** Listens on a host's ports for TCP and UDP; called on the thread that is inside the host's namespace. */
  void listen(String place, List<Integer> ports) throws IOException {
    for (int port : ports) {
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET);
      server.bind(new InetSocketAddress(Inet4Address.ofLiteral("0.0.0.0"), port), 512);
      register(server, SelectionKey.OP_ACCEPT, place);
      DatagramChannel datagrams = DatagramChannel.open(StandardProtocolFamily.INET);
      datagrams.bind(new InetSocketAddress(Inet4Address.ofLiteral("0.0.0.0"), port));
      register(datagrams, SelectionKey.OP_READ, place);
    }
  }

  /** The doors' sockets, adopted from the kernel; resolver and metadata sockets are not part of this test. */
  @Override
  public Closeable open(int fd, Item.Listener listener) throws IOException {
    String place =
        switch (listener.door()) {
          case Door.Endpoint e -> e.endpointId();
          case Door.Public _ -> "public";
          case Door.Resolver r -> r.inbound() ? "resolver of " + r.vpcId() : "other";
          case Door.PublicResolver _, Door.Metadata _, Door.Api _, Door.Balancer _ -> "other";
        };
    if (listener.transport() == Item.Transport.UDP) {
      return datagrams(fd, place);
    }
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
                  public void channelActive(ChannelHandlerContext context) {
                    String peer = ((InetSocketAddress) context.channel().remoteAddress()).getAddress().getHostAddress();
                    context.writeAndFlush(Unpooled.wrappedBuffer(text(place, peer))).addListener(ChannelFutureListener.CLOSE);
                  }
                })
            .register()
            .syncUninterruptibly()
            .channel();
    return () -> channel.close().awaitUninterruptibly();
  }

  private Closeable datagrams(int fd, String place) {
    Channel channel =
        new Bootstrap()
            .group(loops.group())
            .channelFactory(() -> new EpollDatagramChannel(fd))
            .handler(
                new SimpleChannelInboundHandler<DatagramPacket>() {
                  @Override
                  protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
                    ByteBuffer answer = text(place, packet.sender().getAddress().getHostAddress());
                    context.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(answer), packet.sender()));
                  }
                })
            .register()
            .syncUninterruptibly()
            .channel();
    return () -> channel.close().awaitUninterruptibly();
  }

  private void register(AbstractSelectableChannel channel, int interest, String place) throws IOException {
    channel.configureBlocking(false);
    open.add(channel);
    channel.register(selector, interest, new Place(place));
    selector.wakeup();
  }

  private void serve() {
    ByteBuffer buffer = ByteBuffer.allocate(256);
    while (selector.isOpen()) {
      try {
        selector.select(
            key -> {
              String place = ((Place) key.attachment()).name();
              try {
                if (key.channel() instanceof ServerSocketChannel server) {
                  answer(server, place);
                } else if (key.channel() instanceof DatagramChannel datagrams) {
                  buffer.clear();
                  SocketAddress peer = datagrams.receive(buffer);
                  if (peer instanceof InetSocketAddress from) {
                    datagrams.send(text(place, from.getAddress().getHostAddress()), peer);
                  }
                }
              } catch (IOException _) {
                // The other side is gone, or the answer is not routable: the prober sees a time-out.
              }
            },
            100);
      } catch (IOException | ClosedSelectorException _) {
        return;
      }
    }
  }

  private static void answer(ServerSocketChannel server, String place) throws IOException {
    SocketChannel accepted = server.accept();
    while (accepted != null) {
      try (SocketChannel client = accepted) {
        client.write(text(place, ((InetSocketAddress) client.getRemoteAddress()).getAddress().getHostAddress()));
      }
      accepted = server.accept();
    }
  }

  static ByteBuffer text(String place, String peer) {
    return ByteBuffer.wrap((place + " " + peer).getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() throws IOException {
    for (Closeable one : open) {
      one.close();
    }
    selector.close();
    loops.close();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
