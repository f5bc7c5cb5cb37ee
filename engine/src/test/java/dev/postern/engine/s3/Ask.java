package dev.postern.engine.s3;

import dev.postern.core.action.Caller;
import dev.postern.core.plan.Door;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import dev.postern.wire.sigv4.Signature;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A request in the making, sent straight to the engine. */
final class Ask {
  private final String method;
  private final String target;
  private final Headers headers = new Headers();
  private InputStream body = InputStream.nullInputStream();
  private long length = 0;
  private Door door = new Door.Api();
  private String account = "111122223333";
  private String region = "us-east-1";
  private Optional<Caller> caller = Optional.empty();
  private boolean signed = true;
  private boolean tls = false;

  private Ask(String method, String target) {
    this.method = method;
    this.target = target;
    headers.add("Host", "localhost:4566");
  }

  /** The answer, its body read. */
  record Reply(int status, Headers headers, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    /** The content of an element of the body. */
    String element(String name) {
      int start = text().indexOf("<" + name + ">");
      return start < 0 ? "" : text().substring(start + name.length() + 2, text().indexOf("</" + name + ">"));
    }
  }

  static Ask of(String method, String target) {
    return new Ask(method, target);
  }

  Ask header(String name, String value) {
    headers.set(name, value);
    return this;
  }

  Ask body(String text) {
    return body(text.getBytes(StandardCharsets.UTF_8));
  }

  Ask body(byte[] bytes) {
    return body(new ByteArrayInputStream(bytes), bytes.length);
  }

  Ask body(InputStream stream, long length) {
    this.body = stream;
    this.length = length;
    return this;
  }

  Ask door(Door door) {
    this.door = door;
    return this;
  }

  Ask account(String account) {
    this.account = account;
    return this;
  }

  /** Somebody else than the account's root. */
  Ask caller(Caller caller) {
    this.caller = Optional.of(caller);
    return this;
  }

  Ask region(String region) {
    this.region = region;
    return this;
  }

  Ask unsigned() {
    signed = false;
    return this;
  }

  Ask tls() {
    tls = true;
    return this;
  }

  Reply to(S3 s3) {
    if (signed) {
      headers.set("Authorization", "AWS4-HMAC-SHA256 Credential=" + account + "/20261123/" + region + "/s3/aws4_request, SignedHeaders=host, Signature="
          + "0".repeat(64));
      headers.set("x-amz-date", "20261123T000000Z");
    }
    int mark = target.indexOf('?');
    HttpCall call = new HttpCall(method, mark < 0 ? target : target.substring(0, mark), mark < 0 ? "" : target.substring(mark + 1), headers, body, length,
        tls, "127.0.0.1", door);
    HttpReply reply = s3.handle(call, Signature.parse(call) instanceof Signature.Anonymous ? Caller.anonymous(region) : caller.orElse(Caller.root(account, region)));
    return new Reply(reply.status(), reply.headers(), read(reply.body()));
  }

  private static byte[] read(HttpReply.Body body) {
    return switch (body) {
      case HttpReply.Bytes(byte[] bytes) -> bytes;
      case HttpReply.FilePart part -> {
        try (var channel = part.channel()) {
          ByteBuffer bytes = ByteBuffer.allocate((int) part.length());
          while (bytes.hasRemaining()) {
            channel.read(bytes, part.offset() + bytes.position());
          }
          yield bytes.array();
        } catch (java.io.IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      case HttpReply.Stream _ -> throw new AssertionError("S3 sends no streams");
      case HttpReply.Absent _ -> new byte[0];
    };
  }
}
