package dev.postern.app.http;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.util.concurrent.TimeUnit;

/**
 * The threads that wait for sockets, shared by HTTP and DNS.
 *
 * <p>They are made before any channel, because the epoll handler loads the native library that the channels need. A socket stays in
 * the network namespace that made it, so these threads serve sockets of every namespace without entering one.
 */
public final class EventLoops implements AutoCloseable {
  private final MultiThreadIoEventLoopGroup group;

  public EventLoops() {
    int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 8);
    group = new MultiThreadIoEventLoopGroup(threads, Thread.ofPlatform().daemon().name("loop-", 0).factory(), EpollIoHandler.newFactory());
  }

  public EventLoopGroup group() {
    return group;
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
  }
}
