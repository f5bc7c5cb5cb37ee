package dev.postern.wire.http;

import dev.postern.core.authorize.Origin;
import dev.postern.core.plan.Door;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;

/**
 * One HTTP request as a value, its body a stream still to be read.
 *
 * @param path the path as sent, percent-encoded, never empty
 * @param query the query string as sent, without the question mark, empty when there was none
 * @param contentLength of the body; -1 when the client did not say (chunked)
 * @param peer the other side's address as the accepting socket saw it, dotted
 * @param door which listener accepted it
 */
public record HttpCall(
    String method,
    String path,
    String query,
    Headers headers,
    InputStream body,
    long contentLength,
    boolean tls,
    String peer,
    Door door) {

  /** The Host header in lower case without a port. */
  public String host() {
    String host = headers.first("host").orElse("").toLowerCase(Locale.ROOT);
    int colon = host.lastIndexOf(':');
    return colon < 0 ? host : host.substring(0, colon);
  }

  /** How this came, as policies see it. */
  public Origin origin(Instant now) {
    return new Origin(door, peer, tls, headers.first("user-agent"), headers.first("referer"), now);
  }

  /** The same with a body that was read already, or with another. */
  public HttpCall withBody(byte[] bytes) {
    return new HttpCall(method, path, query, headers, new ByteArrayInputStream(bytes), bytes.length, tls, peer, door);
  }

  /** Whether the body is a form, as the Query protocols send it. */
  public boolean isForm() {
    return headers.first("content-type").filter(type -> type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")).isPresent();
  }

  /** The whole body. @throws BodyTooLargeException beyond {@code limit} bytes */
  public byte[] bodyBytes(int limit) {
    try {
      byte[] bytes = body.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new BodyTooLargeException(limit);
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The body has more bytes than the service takes. */
  public static final class BodyTooLargeException extends RuntimeException {
    BodyTooLargeException(int limit) {
      super("body over " + limit + " bytes", null, false, false);
    }
  }
}
