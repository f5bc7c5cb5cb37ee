package dev.postern.app.lambda;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * The HTTP/1.1 that runtimes speak, one connection: requests with a length or in chunks, kept alive, with {@code Expect: 100-continue}, which
 * curl sends before a large body. It has no idle limit, because a process waits for its next event as long as there is none.
 */
final class RuntimeHttp {
  private static final int LINE = 16 << 10;

  private final InputStream in;
  private final OutputStream out;

  RuntimeHttp(InputStream in, OutputStream out) {
    this.in = new BufferedInputStream(in, 64 << 10);
    this.out = new BufferedOutputStream(out, 64 << 10);
  }

  /**
   * A request with its body.
   *
   * @param tooLarge the body had more bytes than the limit; then {@code body} is empty
   */
  record Request(String method, String path, byte[] body, boolean tooLarge) {}

  /** The next request; empty when the other side has closed. */
  Optional<Request> read(int largest) throws IOException {
    String start = line();
    if (start.isEmpty()) {
      return Optional.empty();
    }
    String[] parts = start.split(" ");
    if (parts.length != 3) {
      throw new IOException("not an HTTP request");
    }
    long length = 0;
    boolean chunked = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      int colon = header.indexOf(':');
      String name = header.substring(0, Math.max(0, colon)).strip().toLowerCase(Locale.ROOT);
      String value = header.substring(colon + 1).strip();
      switch (name) {
        case "content-length" -> length = Long.parseUnsignedLong(value);
        case "transfer-encoding" -> chunked = value.equalsIgnoreCase("chunked");
        case "expect" -> {
          out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          out.flush();
        }
        default -> {}
      }
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean whole = chunked ? chunks(body, largest) : part(body, length, largest);
    return Optional.of(new Request(parts[0], parts[1], whole ? body.toByteArray() : new byte[0], !whole));
  }

  private boolean chunks(ByteArrayOutputStream body, int largest) throws IOException {
    boolean whole = true;
    while (true) {
      String size = line();
      int semicolon = size.indexOf(';');
      long length = Long.parseUnsignedLong((semicolon < 0 ? size : size.substring(0, semicolon)).strip(), 16);
      if (length == 0) {
        while (!line().isEmpty()) {
          // Trailers say nothing that matters here.
        }
        return whole;
      }
      whole &= part(body, length, largest);
      line();
    }
  }

  /** Reads {@code length} bytes and keeps them unless the body grows over {@code largest}; says whether it kept all. */
  private boolean part(ByteArrayOutputStream body, long length, int largest) throws IOException {
    if (body.size() + length > largest) {
      in.skipNBytes(length);
      return false;
    }
    byte[] bytes = in.readNBytes((int) length);
    if (bytes.length < length) {
      throw new IOException("the request ended early");
    }
    body.writeBytes(bytes);
    return true;
  }

  /** Writes a JSON response; headers without a value are left out. Some runtimes fail without a Content-Type. */
  void write(int status, byte[] body, String... headers) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(status < 300 ? " OK" : " Error").append("\r\n");
    head.append("Content-Type: application/json\r\nContent-Length: ").append(body.length).append("\r\n");
    for (int i = 0; i < headers.length; i += 2) {
      if (!headers[i + 1].isEmpty()) {
        head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
      }
    }
    out.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    out.write(body);
    out.flush();
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
      }
      line.write(b);
      if (line.size() > LINE) {
        throw new IOException("a line of over " + LINE + " bytes");
      }
    }
    return "";
  }
}
