package dev.postern.app.balance;

import dev.postern.app.http.EventLoops;
import dev.postern.core.action.elasticloadbalancing.DescribeTargetHealth.Found;
import dev.postern.core.balancing.BalancerNode;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.TargetGroup;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One health check: a TCP connection, or an HTTP request on one. */
final class Probe {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})[ \\r\\n]");
  private static final Found HEALTHY = new Found(true, "", "");
  private static final Found FAILED = new Found(false, "Target.FailedHealthChecks", "Health checks failed");
  private static final Found TIMED_OUT = new Found(false, "Target.Timeout", "Request timed out");

  private final EventLoops loops;
  private final Outgoing outgoing;

  Probe(EventLoops loops, Outgoing outgoing) {
    this.loops = loops;
    this.outgoing = outgoing;
  }

  /** Asks a target and tells {@code done} once, on whatever thread. */
  void ask(BalancerNode node, TargetGroup group, BalancerNode.Place target, Consumer<Found> done) {
    AtomicBoolean told = new AtomicBoolean();
    Consumer<Found> once = found -> {
      if (told.compareAndSet(false, true)) {
        done.accept(found);
      }
    };
    Thread.startVirtualThread(() -> {
      try {
        connect(node, group, target, once);
      } catch (Exception _) {
        once.accept(FAILED);
      }
    });
  }

  private void connect(BalancerNode node, TargetGroup group, BalancerNode.Place target, Consumer<Found> done) throws Exception {
    TargetGroup.HealthCheck check = group.healthCheck();
    Duration patience = Duration.ofSeconds(check.timeout());
    int port = check.port().orElse(target.port());
    EventLoop loop = loops.group().next();
    Reader reader = new Reader(check.matcher(), done);
    outgoing.connect(
        node, target, port, patience, loop, reader,
        attempt -> {
          Channel channel = attempt.channel();
          if (attempt.failure() != null) {
            done.accept(attempt.failure() instanceof ConnectTimeoutException ? TIMED_OUT : FAILED);
            channel.close();
            return;
          }
          if (group.proxyProtocol()) {
            channel.writeAndFlush(ProxyProtocol.ofHealthCheck());
          }
          switch (check.protocol()) {
            case TCP -> {
              done.accept(HEALTHY);
              channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> channel.close());
            }
            case HTTP -> {
              loop.schedule(() -> reader.late(channel), patience.toMillis(), TimeUnit.MILLISECONDS);
              String request =
                  "GET " + check.path() + " HTTP/1.1\r\nHost: " + Ip.text(target.address()) + ":" + port
                      + "\r\nConnection: close\r\nUser-Agent: ELB-HealthChecker/2.0\r\nAccept-Encoding: gzip, compressed\r\n\r\n";
              channel.writeAndFlush(Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII));
              channel.read();
            }
          }
        });
  }

  /** Reads as much of an answer as has its status. */
  private static final class Reader extends SimpleChannelInboundHandler<ByteBuf> {
    private final String matcher;
    private final Consumer<Found> done;
    private final StringBuilder head = new StringBuilder();

    Reader(String matcher, Consumer<Found> done) {
      this.matcher = matcher;
      this.done = done;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
      head.append(bytes.toString(StandardCharsets.ISO_8859_1));
      Matcher status = STATUS.matcher(head);
      if (status.lookingAt()) {
        done.accept(judged(Integer.parseInt(status.group(1))));
        context.close();
      } else if (head.length() > 64) {
        done.accept(FAILED);
        context.close();
      } else {
        context.read();
      }
    }

    private Found judged(int status) {
      boolean matches =
          Arrays.stream(matcher.split(","))
              .map(range -> range.split("-"))
              .anyMatch(r -> status >= Integer.parseInt(r[0]) && status <= Integer.parseInt(r[r.length - 1]));
      return matches ? HEALTHY : new Found(false, "Target.ResponseCodeMismatch", "Health checks failed with these codes: [" + status + "]");
    }

    void late(Channel channel) {
      done.accept(TIMED_OUT);
      channel.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      done.accept(FAILED);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof ChannelInputShutdownEvent) {
        done.accept(FAILED);
        context.close();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      done.accept(FAILED);
      context.close();
    }
  }
}
