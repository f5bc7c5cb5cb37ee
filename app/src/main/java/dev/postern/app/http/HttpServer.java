package dev.postern.app.http;

import dev.postern.core.plan.Door;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.Mapping;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** An HTTP/1.1 server over epoll that hands each request to one handler on a virtual thread and says by which door it came. */
public final class HttpServer {
  private static final int MAX_LINE = 16 << 10;
  private static final int MAX_HEADERS = 32 << 10;
  private static final int MAX_READ = 256 << 10;
  private static final int IDLE_SECONDS = 60;
  private static final Mapping<String, SslContext> PLAIN =
      name -> {
        throw new IllegalStateException("a listener without TLS has no certificate for " + name);
      };

  /** Answers one request; may block. */
  @FunctionalInterface
  public interface Handler {
    HttpReply handle(HttpCall call);
  }

  private final EventLoops loops;
  private final Handler handler;
  private final Function<Door, Mapping<String, SslContext>> certificates;

  /** @param certificates by door, the TLS context of a server name; a client that names no server asks for null */
  public HttpServer(EventLoops loops, Handler handler, Function<Door, Mapping<String, SslContext>> certificates) {
    this.loops = loops;
    this.handler = handler;
    this.certificates = certificates;
  }

  /** Listens without TLS on an address of this process's own network; port 0 takes a free one. @throws IOException if it is taken */
  public Listening bind(InetAddress address, int port, Door door) throws IOException {
    SocketProtocolFamily family = address instanceof Inet6Address ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET;
    ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    ChannelFuture bound =
        bootstrap(() -> new EpollServerSocketChannel(family), connections, door, false)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .bind(address, port)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(address.getHostAddress() + ":" + port + ": " + bound.cause().getMessage(), bound.cause());
    }
    return new Listening(bound.channel(), connections);
  }

  /**
   * Serves a socket that listens already, wherever it was made.
   *
   * @param fd a non-blocking listening TCP socket; closed with the result
   */
  public Listening adopt(int fd, Door door, boolean tls) {
    ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    ChannelFuture registered =
        bootstrap(() -> new EpollServerSocketChannel(fd), connections, door, tls).register().awaitUninterruptibly();
    if (!registered.isSuccess()) {
      throw new IllegalArgumentException("cannot serve descriptor " + fd, registered.cause());
    }
    return new Listening(registered.channel(), connections);
  }

  private ServerBootstrap bootstrap(Supplier<EpollServerSocketChannel> socket, ChannelGroup connections, Door door, boolean tls) {
    Mapping<String, SslContext> names = tls ? certificates.apply(door) : PLAIN;
    return new ServerBootstrap()
        .group(loops.group())
        .channelFactory(socket::get)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.AUTO_READ, false)
        .childOption(ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(512, 4096, MAX_READ))
        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(512 << 10, 1 << 20))
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                connections.add(channel);
                if (tls) {
                  channel.pipeline().addLast(new SniHandler(names));
                }
                HttpDecoderConfig limits =
                    new HttpDecoderConfig().setMaxInitialLineLength(MAX_LINE).setMaxHeaderSize(MAX_HEADERS).setMaxChunkSize(MAX_READ);
                channel
                    .pipeline()
                    .addLast(
                        new IdleStateHandler(0, 0, IDLE_SECONDS, TimeUnit.SECONDS),
                        new HttpRequestDecoder(limits),
                        new HttpResponseEncoder(),
                        new Connection(handler, door, tls));
              }
            });
  }

  /** A listening socket and the connections it accepted. */
  public static final class Listening implements AutoCloseable {
    private final Channel channel;
    private final ChannelGroup connections;

    private Listening(Channel channel, ChannelGroup connections) {
      this.channel = channel;
      this.connections = connections;
    }

    public int port() {
      return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** Stops listening and breaks the connections that came in here. */
    @Override
    public void close() {
      channel.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
      connections.close();
    }
  }
}
