package dev.postern.wire.json;

import dev.postern.core.error.AwsException;
import dev.postern.wire.shape.Member;
import dev.postern.wire.shape.Scalar;
import dev.postern.wire.shape.Shape;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.dataformat.cbor.CBORGenerator;

/** Writes responses and errors of AWS's JSON protocols, and of the one that says the same in CBOR. */
public final class JsonWriter {
  /** Seconds since 1970 (RFC 8949, 3.4.2). */
  private static final int EPOCH_TAG = 1;

  private final Encoding encoding;
  private final JsonGenerator json;

  private JsonWriter(Encoding encoding, JsonGenerator json) {
    this.encoding = encoding;
    this.json = json;
  }

  /** The members of a response that belong to the body; absent ones are left out. */
  public static byte[] write(SdkPojo response) {
    return write(Encoding.JSON, response);
  }

  /** The members of a response that belong to the body, in either encoding. */
  public static byte[] write(Encoding encoding, SdkPojo response) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = encoding.factory.createGenerator(ObjectWriteContext.empty(), bytes)) {
      new JsonWriter(encoding, json).structure(response);
    }
    return bytes.toByteArray();
  }

  /**
   * The body of a refusal; its HTTP status is {@link AwsException#status()}.
   *
   * @param namespace of the service's own errors, for example {@code com.amazonaws.dynamodb.v20120810}
   */
  public static byte[] error(String namespace, AwsException refusal) {
    String owner = refusal.error() instanceof JsonError ? "com.amazon.coral.service" : namespace;
    return error(Encoding.JSON, owner + "#" + refusal.code(), "message", refusal.text(), refusal.error().reason());
  }

  /** @param type the error's shape with its namespace, for example {@code com.amazonaws.cloudwatch#InvalidNextToken} */
  public static byte[] error(Encoding encoding, String type, String message) {
    return error(encoding, type, "message", message, "");
  }

  /** The body of the refusal by a policy: authorisation stands before the services, and writes its message with a capital. */
  public static byte[] denial(AwsException refusal) {
    return error(Encoding.JSON, "com.amazon.coral.service#" + refusal.code(), "Message", refusal.text(), "");
  }

  private static byte[] error(Encoding encoding, String type, String member, String message, String reason) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = encoding.factory.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject().writeStringProperty("__type", type);
      if (!message.isEmpty()) {
        json.writeStringProperty(member, message);
      }
      if (!reason.isEmpty()) {
        json.writeStringProperty("Reason", reason);
      }
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  /** The body of a refusal by a REST JSON service, which names its code in a header. */
  public static byte[] restError(AwsException refusal) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = Encoding.JSON.factory.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject().writeStringProperty("Type", refusal.status() < 500 ? "User" : "Service").writeStringProperty("Message", refusal.text());
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private void structure(SdkPojo pojo) {
    json.writeStartObject();
    for (Member member : Shape.of(pojo).members()) {
      if (member.location() == MarshallLocation.PAYLOAD) {
        member.get(pojo).ifPresent(value -> {
          json.writeName(member.responseName());
          value(member, value);
        });
      }
    }
    json.writeEndObject();
  }

  private void value(Member member, Object value) {
    switch (member.type()) {
      case SDK_POJO -> structure((SdkPojo) value);
      case LIST -> {
        json.writeStartArray();
        Member.list(value).forEach(element -> value(member.elements(), element));
        json.writeEndArray();
      }
      case MAP -> {
        json.writeStartObject();
        for (Map.Entry<String, Object> entry : Member.map(value).entrySet()) {
          json.writeName(entry.getKey());
          value(member.elements(), entry.getValue());
        }
        json.writeEndObject();
      }
      case STRING -> json.writeString((String) value);
      case BOOLEAN -> json.writeBoolean((Boolean) value);
      case INTEGER, LONG, SHORT, BYTE -> json.writeNumber(((Number) value).longValue());
      case FLOAT -> json.writeNumber((Float) value);
      case DOUBLE -> json.writeNumber((Double) value);
      case BIG_DECIMAL -> json.writeNumber((BigDecimal) value);
      case SDK_BYTES -> json.writeBinary(((SdkBytes) value).asByteArrayUnsafe());
      case INSTANT -> instant(member, (Instant) value);
      case DOCUMENT, NULL -> throw new IllegalStateException("no service here has a member of type " + member.type());
    }
  }

  private void instant(Member member, Instant instant) {
    switch (encoding) {
      case CBOR -> {
        ((CBORGenerator) json).writeTag(EPOCH_TAG);
        json.writeNumber(instant.toEpochMilli() / 1000.0);
      }
      case JSON -> {
        Format format = member.timestamp().orElse(Format.UNIX_TIMESTAMP);
        switch (format) {
          case UNIX_TIMESTAMP, UNIX_TIMESTAMP_MILLIS -> json.writeNumber(Scalar.print(instant, format, Scalar.MILLISECONDS));
          case ISO_8601, RFC_822 -> json.writeString(Scalar.print(instant, format, Scalar.MILLISECONDS));
        }
      }
    }
  }
}
