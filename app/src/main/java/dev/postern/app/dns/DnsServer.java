package dev.postern.app.dns;

import dev.postern.app.http.EventLoops;
import dev.postern.core.dns.View;
import dev.postern.core.plan.Door;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LengthFieldPrepender;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.io.Closeable;
import java.util.concurrent.TimeUnit;

/** Serves DNS on sockets that others made; answers are computed on the event loop because they only compute. */
public final class DnsServer {
  private static final int DATAGRAM_BYTES = 1500;
  private static final int DATAGRAMS_AT_ONCE = 64;
  private static final int TCP_IDLE_SECONDS = 10;
  private static final int MAX_FRAME = 65535;

  private final EventLoops loops;
  private final DnsResponder responder;

  public DnsServer(EventLoops loops, DnsResponder responder) {
    this.loops = loops;
    this.responder = responder;
  }

  /** @param fd a bound, non-blocking UDP socket; closed with the result */
  public Closeable adoptUdp(int fd, Door door) {
    View view = view(door);
    return closing(
        new Bootstrap()
            .group(loops.group())
            .channelFactory(() -> new EpollDatagramChannel(fd))
            // Several queries a system call: recvmmsg.
            .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, DATAGRAM_BYTES)
            .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(DATAGRAM_BYTES * DATAGRAMS_AT_ONCE))
            .handler(new Datagrams(view))
            .register());
  }

  /** @param fd a listening, non-blocking TCP socket; closed with the result */
  public Closeable adoptTcp(int fd, Door door) {
    View view = view(door);
    return closing(
        new ServerBootstrap()
            .group(loops.group())
            .channelFactory(() -> new EpollServerSocketChannel(fd))
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            new ReadTimeoutHandler(TCP_IDLE_SECONDS),
                            new LengthFieldBasedFrameDecoder(MAX_FRAME, 0, 2, 0, 2),
                            new LengthFieldPrepender(2),
                            new Frames(view));
                  }
                })
            .register());
  }

  private static View view(Door door) {
    return switch (door) {
      case Door.Resolver(String region, String account, String vpcId, boolean inbound) -> new View.InVpc(account, region, vpcId, inbound);
      case Door.PublicResolver(String region) -> new View.Outside(region);
      case Door.Api _, Door.Public _, Door.Endpoint _, Door.Metadata _, Door.Balancer _ -> throw new IllegalArgumentException("not a door of DNS: " + door);
    };
  }

  private static Closeable closing(ChannelFuture registered) {
    registered.awaitUninterruptibly();
    if (!registered.isSuccess()) {
      throw new IllegalArgumentException("cannot serve the socket", registered.cause());
    }
    return () -> registered.channel().close().awaitUninterruptibly(1, TimeUnit.SECONDS);
  }

  private final class Datagrams extends SimpleChannelInboundHandler<DatagramPacket> {
    private final View view;

    Datagrams(View view) {
      this.view = view;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
      responder
          .respond(view, ByteBufUtil.getBytes(packet.content()), false)
          .ifPresent(answer -> ctx.write(new DatagramPacket(ctx.alloc().directBuffer(answer.length).writeBytes(answer), packet.sender())));
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      ctx.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      // One bad datagram, or a client that is gone, must not end the socket that serves all others.
      System.getLogger("postern.dns").log(System.Logger.Level.DEBUG, "datagram", cause);
    }
  }

  private final class Frames extends SimpleChannelInboundHandler<ByteBuf> {
    private final View view;

    Frames(View view) {
      this.view = view;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf frame) {
      responder.respond(view, ByteBufUtil.getBytes(frame), true).ifPresent(answer -> ctx.writeAndFlush(Unpooled.wrappedBuffer(answer)));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }
}
