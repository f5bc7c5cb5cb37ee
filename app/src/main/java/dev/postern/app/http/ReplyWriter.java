package dev.postern.app.http;

import dev.postern.wire.http.HttpReply;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.DefaultFileRegion;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Writes one reply from a virtual thread; a large body goes out piece by piece, a few pieces ahead of the client. */
final class ReplyWriter {
  private static final int SMALL = 32 << 10;
  private static final int PIECE = 128 << 10;
  private static final int PIECES_AHEAD = 4;
  private static final long PATIENCE_SECONDS = 60;

  private final ChannelHandlerContext ctx;
  private final boolean head;
  private final boolean last;
  private final HttpVersion version;

  /**
   * @param head the request was HEAD: only the headers go out
   * @param last the connection closes after this reply, as always for HTTP/1.0
   */
  ReplyWriter(ChannelHandlerContext ctx, boolean head, boolean last, HttpVersion version) {
    this.ctx = ctx;
    this.head = head;
    this.last = last;
    this.version = version;
  }

  /** @param done told once, whether the whole reply went out */
  void write(HttpReply reply, Consumer<Boolean> done) {
    boolean sent = false;
    try {
      ChannelFuture end = send(reply);
      end.addListener(f -> done.accept(f.isSuccess()));
      sent = true;
    } catch (IOException | RuntimeException e) {
      System.getLogger("postern.http").log(System.Logger.Level.DEBUG, "reply broken off", e);
    } finally {
      if (!sent) {
        done.accept(false);
      }
    }
  }

  private ChannelFuture send(HttpReply reply) throws IOException {
    return switch (reply.body()) {
      case HttpReply.Absent(long length) -> whole(reply, Unpooled.EMPTY_BUFFER, length);
      case HttpReply.Bytes(byte[] bytes) -> whole(reply, head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(bytes), bytes.length);
      case HttpReply.FilePart part -> file(reply, part);
      case HttpReply.Stream(InputStream stream, long length) -> {
        try (stream) {
          yield head ? whole(reply, Unpooled.EMPTY_BUFFER, length) : streamed(reply, length, (buffer, _) -> buffer.writeBytes(stream, PIECE));
        }
      }
    };
  }

  private ChannelFuture whole(HttpReply reply, ByteBuf content, long length) {
    DefaultFullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()), content);
    headers(response, reply, length);
    return ctx.writeAndFlush(response);
  }

  private ChannelFuture file(HttpReply reply, HttpReply.FilePart part) throws IOException {
    if (head || part.length() == 0) {
      part.channel().close();
      return whole(reply, Unpooled.EMPTY_BUFFER, part.length());
    }
    if (part.length() <= SMALL) {
      try (FileChannel channel = part.channel()) {
        ByteBuf content = ctx.alloc().directBuffer((int) part.length());
        fill(content, channel, part.offset(), (int) part.length());
        return whole(reply, content, part.length());
      }
    }
    if (ctx.pipeline().get(SslHandler.class) == null) {
      HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()));
      headers(response, reply, part.length());
      ctx.write(response);
      // The region closes the file when it has been sent.
      ctx.write(new DefaultFileRegion(part.channel(), part.offset(), part.length()));
      return ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    }
    try (FileChannel channel = part.channel()) {
      return streamed(
          reply,
          part.length(),
          (buffer, sent) -> {
            int count = (int) Math.min(PIECE, part.length() - sent);
            return count == 0 ? -1 : fill(buffer, channel, part.offset() + sent, count);
          });
    }
  }

  private static int fill(ByteBuf buffer, FileChannel channel, long position, int count) throws IOException {
    while (buffer.readableBytes() < count) {
      int got = buffer.writeBytes(channel, position + buffer.readableBytes(), count - buffer.readableBytes());
      if (got < 0) {
        buffer.release();
        throw new IOException("the file is shorter than its length");
      }
    }
    return count;
  }

  /** Fills a buffer with the bytes that follow the first {@code sent}; -1 at the end. */
  private interface Source {
    int fill(ByteBuf buffer, long sent) throws IOException;
  }

  private ChannelFuture streamed(HttpReply reply, long length, Source source) throws IOException {
    HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()));
    headers(response, reply, length);
    ctx.write(response);
    Deque<ChannelFuture> ahead = new ArrayDeque<>();
    long sent = 0;
    while (length < 0 || sent < length) {
      ByteBuf piece = ctx.alloc().directBuffer(PIECE);
      int count = source.fill(piece, sent);
      if (count <= 0) {
        piece.release();
        if (count < 0) {
          break;
        }
        continue;
      }
      sent += count;
      ahead.add(ctx.writeAndFlush(new DefaultHttpContent(piece)));
      if (ahead.size() == PIECES_AHEAD) {
        settle(ahead.poll());
      }
    }
    if (length >= 0 && sent != length) {
      throw new IOException("the body has " + sent + " bytes, not " + length);
    }
    return ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
  }

  private static void settle(ChannelFuture written) throws IOException {
    if (!written.awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS) || !written.isSuccess()) {
      throw new IOException("the client does not read", written.cause());
    }
  }

  private void headers(HttpResponse response, HttpReply reply, long length) {
    HttpHeaders headers = response.headers();
    for (Map.Entry<String, String> header : reply.headers().entries()) {
      headers.add(header.getKey(), header.getValue());
    }
    if (length >= 0) {
      headers.set(HttpHeaderNames.CONTENT_LENGTH, length);
    } else if (version.isKeepAliveDefault()) {
      headers.set(HttpHeaderNames.TRANSFER_ENCODING, "chunked");
    }
    if (!headers.contains(HttpHeaderNames.DATE)) {
      headers.set(HttpHeaderNames.DATE, HttpDate.now());
    }
    if (!headers.contains(HttpHeaderNames.SERVER)) {
      headers.set(HttpHeaderNames.SERVER, "Postern");
    }
    if (last) {
      headers.set(HttpHeaderNames.CONNECTION, "close");
    }
  }
}
