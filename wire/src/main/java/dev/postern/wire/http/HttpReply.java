package dev.postern.wire.http;

import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/** One HTTP response; the server adds Content-Length, Date and Server. */
public record HttpReply(int status, Headers headers, Body body) {

  /** What follows the headers. */
  public sealed interface Body {
    long length();
  }

  public record Bytes(byte[] bytes) implements Body {
    @Override
    public long length() {
      return bytes.length;
    }
  }

  /** A part of a file, sent without copying it into the heap; a file deleted meanwhile is still sent when {@code channel} is open. */
  public record FilePart(FileChannel channel, long offset, long length) implements Body {}

  /** A stream of known length, or -1 for a chunked response; closed by the server. */
  public record Stream(InputStream stream, long length) implements Body {}

  /** The headers of a body of this length without the body: the answer to HEAD. */
  public record Absent(long length) implements Body {}

  public static HttpReply of(int status, String contentType, byte[] body) {
    return new HttpReply(status, Headers.of("Content-Type", contentType), new Bytes(body));
  }

  public static HttpReply of(int status, String contentType, String body) {
    return of(status, contentType, body.getBytes(StandardCharsets.UTF_8));
  }

  public static HttpReply empty(int status) {
    return new HttpReply(status, new Headers(), new Bytes(new byte[0]));
  }
}
