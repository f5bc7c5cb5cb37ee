package dev.postern.app.http;

import dev.postern.core.plan.Door;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One HTTP/1.1 connection: reads a request, has it answered on a virtual thread, then reads the next.
 *
 * <p>Notes. All fields belong to the event loop. The socket is read only when somebody wants bytes, which is the whole of backpressure:
 * an idle connection wants a request, a collecting or streaming one wants its body, a busy one wants nothing, so that pipelined requests
 * wait their turn in order. A small body is collected first, so that its request costs one hop to a virtual thread and one back; a large
 * or chunked one is streamed. {@code 100 Continue} is sent when the service first reads the body, not before: a refused upload is then
 * never sent.
 */
final class Connection extends ChannelInboundHandlerAdapter {
  private static final int SMALL = 64 << 10;
  private static final long LINGER_SECONDS = 30;

  private final HttpServer.Handler handler;
  private final Door door;
  private final boolean tls;
  private final Deque<Object> waiting = new ArrayDeque<>();
  private Intake intake = new Dropping();
  private boolean busy;
  private boolean requestOpen;
  private boolean closing;
  private boolean reading;

  Connection(HttpServer.Handler handler, Door door, boolean tls) {
    this.handler = handler;
    this.door = door;
    this.tls = tls;
  }

  /** Where the pieces of the present request's body go. */
  private sealed interface Intake {}

  private record Collecting(HttpRequest head, ByteBuf bytes) implements Intake {}

  private record Streaming(RequestBody body) implements Intake {}

  private record Dropping() implements Intake {}

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    readIfWanted(ctx);
    ctx.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!waiting.isEmpty() || (message instanceof HttpRequest && (busy || requestOpen))) {
      waiting.add(message);
    } else {
      accept(ctx, message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    reading = false;
    readIfWanted(ctx);
  }

  private void readIfWanted(ChannelHandlerContext ctx) {
    boolean wanted =
        requestOpen
            ? switch (intake) {
              case Streaming(RequestBody body) -> body.hasRoom();
              case Collecting _, Dropping _ -> true;
            }
            : !busy && !closing;
    if (wanted && !reading && waiting.isEmpty()) {
      reading = true;
      ctx.read();
    }
  }

  private void accept(ChannelHandlerContext ctx, Object message) {
    switch (message) {
      case HttpRequest head -> begin(ctx, head);
      case HttpContent piece -> take(ctx, piece);
      default -> ReferenceCountUtil.release(message);
    }
  }

  private void begin(ChannelHandlerContext ctx, HttpRequest head) {
    if (closing) {
      return;
    }
    if (head.decoderResult().isFailure()) {
      refuse(ctx, head.decoderResult().cause());
      return;
    }
    busy = true;
    requestOpen = true;
    long length = HttpUtil.getContentLength(head, HttpUtil.isTransferEncodingChunked(head) ? -1L : 0L);
    boolean expects = HttpUtil.is100ContinueExpected(head);
    if (length >= 0 && length <= SMALL && !expects) {
      intake = new Collecting(head, length == 0 ? Unpooled.EMPTY_BUFFER : ctx.alloc().heapBuffer((int) length));
      return;
    }
    Runnable firstRead = () -> {};
    if (expects) {
      firstRead = () -> ctx.executor().execute(() -> ctx.writeAndFlush(continueResponse()));
    }
    RequestBody body = new RequestBody(firstRead, () -> ctx.executor().execute(() -> readIfWanted(ctx)));
    intake = new Streaming(body);
    start(ctx, head, body, length, () -> expects && !body.wasAsked());
  }

  private static DefaultFullHttpResponse continueResponse() {
    return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER);
  }

  private void take(ChannelHandlerContext ctx, HttpContent piece) {
    boolean last = piece instanceof LastHttpContent;
    boolean broken = piece.decoderResult().isFailure();
    switch (intake) {
      case Collecting(HttpRequest head, ByteBuf bytes) -> {
        bytes.writeBytes(piece.content());
        piece.release();
        if (broken) {
          bytes.release();
          intake = new Dropping();
          refuse(ctx, piece.decoderResult().cause());
        } else if (last) {
          byte[] body = new byte[bytes.readableBytes()];
          bytes.readBytes(body).release();
          intake = new Dropping();
          start(ctx, head, new ByteArrayInputStream(body), body.length, () -> false);
        }
      }
      case Streaming(RequestBody body) -> {
        body.add(piece.content());
        if (broken) {
          body.fail("malformed request body");
          closing = true;
        } else if (last) {
          body.end();
        }
      }
      case Dropping _ -> piece.release();
    }
    if (last) {
      requestOpen = false;
      advance(ctx);
    }
  }

  private void start(ChannelHandlerContext ctx, HttpRequest head, InputStream body, long length, BooleanCheck unreadable) {
    HttpCall call = call(ctx, head, body, length);
    boolean keepAlive = HttpUtil.isKeepAlive(head) && head.protocolVersion().isKeepAliveDefault();
    Thread.ofVirtual()
        .start(
            () -> {
              HttpReply reply = answer(call);
              boolean last = !keepAlive || unreadable.holds();
              new ReplyWriter(ctx, call.method().equals("HEAD"), last, head.protocolVersion())
                  .write(reply, sent -> onLoop(ctx, () -> finish(ctx, sent, last)));
            });
  }

  private static void onLoop(ChannelHandlerContext ctx, Runnable step) {
    if (ctx.executor().inEventLoop()) {
      step.run();
    } else {
      ctx.executor().execute(step);
    }
  }

  /** A question that is asked once the answer is known. */
  private interface BooleanCheck {
    boolean holds();
  }

  private HttpReply answer(HttpCall call) {
    try {
      return handler.handle(call);
    } catch (HttpCall.BodyTooLargeException e) {
      return HttpReply.of(413, "text/plain", "The request is too large.\n");
    } catch (RuntimeException | Error e) {
      System.getLogger("postern.http").log(System.Logger.Level.ERROR, call.method() + " " + call.path(), e);
      return HttpReply.of(500, "text/plain", "Internal error; the server's log has it.\n");
    }
  }

  private HttpCall call(ChannelHandlerContext ctx, HttpRequest head, InputStream body, long length) {
    Headers headers = new Headers();
    for (Map.Entry<String, String> header : head.headers()) {
      headers.add(header.getKey(), header.getValue());
    }
    String target = head.uri();
    int scheme = target.indexOf("://");
    if (scheme > 0 && !target.startsWith("/")) {
      int slash = target.indexOf('/', scheme + 3);
      headers.set("Host", target.substring(scheme + 3, slash < 0 ? target.length() : slash));
      target = slash < 0 ? "/" : target.substring(slash);
    }
    int question = target.indexOf('?');
    String path = question < 0 ? target : target.substring(0, question);
    String query = question < 0 ? "" : target.substring(question + 1);
    String peer = ((InetSocketAddress) ctx.channel().remoteAddress()).getAddress().getHostAddress();
    return new HttpCall(head.method().name(), path.isEmpty() ? "/" : path, query, headers, body, length, tls, peer, door);
  }

  /** The reply is out: what is left of the request's body is dropped, then comes the next request. */
  private void finish(ChannelHandlerContext ctx, boolean sent, boolean last) {
    busy = false;
    closing |= last;
    if (!sent) {
      ctx.close();
      return;
    }
    if (intake instanceof Streaming(RequestBody body)) {
      intake = new Dropping();
      body.close();
    }
    if (requestOpen && closing) {
      ctx.executor().schedule(() -> ctx.close(), LINGER_SECONDS, TimeUnit.SECONDS);
    }
    advance(ctx);
  }

  private void advance(ChannelHandlerContext ctx) {
    if (closing && !busy && !requestOpen) {
      ctx.close();
      return;
    }
    while (!waiting.isEmpty() && (requestOpen || !busy)) {
      accept(ctx, waiting.poll());
    }
    readIfWanted(ctx);
  }

  private void refuse(ChannelHandlerContext ctx, Throwable cause) {
    closing = true;
    requestOpen = false;
    HttpResponseStatus status =
        cause instanceof TooLongFrameException ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE : HttpResponseStatus.BAD_REQUEST;
    DefaultFullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status);
    response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0).set(HttpHeaderNames.CONNECTION, "close");
    ctx.writeAndFlush(response).addListener(_ -> ctx.close());
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof IdleStateEvent && (!busy || !ctx.channel().isWritable())) {
      ctx.close();
    }
    ctx.fireUserEventTriggered(event);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (intake instanceof Streaming(RequestBody body)) {
      body.fail("the client went away");
    }
    if (intake instanceof Collecting(HttpRequest _, ByteBuf bytes)) {
      bytes.release();
    }
    intake = new Dropping();
    closing = true;
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
