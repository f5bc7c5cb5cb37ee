package dev.postern.app;

import dev.postern.app.lambda.ObjectSource;
import dev.postern.core.action.Caller;
import dev.postern.core.error.LambdaError;
import dev.postern.core.plan.Door;
import dev.postern.wire.http.AwsService;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import dev.postern.wire.http.Percent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads objects by asking the S3 behind this cloud, whichever engine that is. */
record S3Objects(AwsService s3) implements ObjectSource {
  private static final Pattern ERROR = Pattern.compile("<Code>([^<]*)</Code>.*?<Message>([^<]*)</Message>", Pattern.DOTALL);

  @Override
  public byte[] read(Caller caller, String bucket, String key) {
    Headers headers = Headers.of("Host", "s3." + caller.region() + ".amazonaws.com");
    String path = "/" + Percent.encode(bucket, false) + "/" + Percent.encode(key, true);
    HttpCall call = new HttpCall("GET", path, "", headers, InputStream.nullInputStream(), 0, false, "127.0.0.1", new Door.Api());
    HttpReply reply = s3.handle(call, caller);
    byte[] body = bytes(reply.body());
    if (reply.status() != 200) {
      Matcher error = ERROR.matcher(new String(body, StandardCharsets.UTF_8));
      String code = error.find() ? error.group(1) : "InternalError";
      String message = code.equals("InternalError") ? "HTTP status " + reply.status() : error.group(2);
      throw LambdaError.INVALID_PARAMETER_VALUE.with(
          "Error occurred while GetObject. S3 Error Code: " + code + ". S3 Error Message: " + message);
    }
    return body;
  }

  private static byte[] bytes(HttpReply.Body body) {
    try {
      return switch (body) {
        case HttpReply.Bytes(byte[] bytes) -> bytes;
        case HttpReply.Absent _ -> new byte[0];
        case HttpReply.Stream(InputStream stream, long _) -> {
          try (stream) {
            yield stream.readAllBytes();
          }
        }
        case HttpReply.FilePart(FileChannel channel, long offset, long length) -> {
          try (channel) {
            ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(length));
            while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) >= 0) {
              // Until the part is whole.
            }
            yield buffer.array();
          }
        }
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
