package dev.postern.app.balance;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.timeout.IdleStateEvent;
import org.jspecify.annotations.Nullable;

/**
 * One side of a connection through a load balancer: what it reads is written to the other side, and only then more is read. Each side may stop
 * sending by itself; a reset of one is a reset of the other.
 */
final class Relay extends ChannelInboundHandlerAdapter {
  private @Nullable Channel other;

  /** Joins this side to the other, and begins to read. Called on the event loop of both. */
  void join(Channel self, Channel to) {
    other = to;
    self.read();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) {
    Channel to = joined();
    to.writeAndFlush(bytes).addListener((ChannelFutureListener) written -> {
      if (written.isSuccess()) {
        context.channel().read();
      } else {
        reset(context.channel());
      }
    });
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      Channel to = joined();
      to.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener((ChannelFutureListener) _ -> shutDown(context.channel(), to));
    } else if (event instanceof IdleStateEvent) {
      reset(context.channel());
      reset(joined());
    } else if (!(event instanceof ChannelInputShutdownReadComplete)) {
      context.fireUserEventTriggered(event);
    }
  }

  private static void shutDown(Channel from, Channel to) {
    if (to instanceof DuplexChannel duplex && !duplex.isOutputShutdown()) {
      duplex.shutdownOutput().addListener((ChannelFuture _) -> closeIfOver(from, to));
    }
  }

  private static void closeIfOver(Channel from, Channel to) {
    boolean over = from instanceof DuplexChannel a && to instanceof DuplexChannel b && a.isShutdown() && b.isShutdown();
    if (over) {
      from.close();
      to.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (other != null) {
      other.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (other != null) {
      reset(other);
    }
    reset(context.channel());
  }

  private Channel joined() {
    if (other == null) {
      throw new IllegalStateException("reads before it is joined");
    }
    return other;
  }

  /** Ends a connection with a reset. */
  static void reset(Channel channel) {
    if (channel.isOpen()) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
      channel.close();
    }
  }
}
