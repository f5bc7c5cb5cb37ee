package dev.postern.wire.json;

import dev.postern.core.error.AwsException;
import dev.postern.wire.shape.Member;
import dev.postern.wire.shape.Reading;
import dev.postern.wire.shape.Scalar;
import dev.postern.wire.shape.Shape;
import dev.postern.wire.shape.Trail;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Reads JSON or CBOR bodies into the AWS SDK's request classes, token by token.
 *
 * <p>What is not of the encoding or not of a member's type is a {@link JsonError#SERIALIZATION}; members that the class does not know are skipped, as
 * AWS does, and named in {@link Reading#unknown}. Null means absent.
 */
public final class JsonReader {
  private final Encoding encoding;
  private final JsonParser json;
  private final Trail unknown;

  private JsonReader(Encoding encoding, JsonParser json, Trail unknown) {
    this.encoding = encoding;
    this.json = json;
    this.unknown = unknown;
  }

  /** The typed request of an AWS JSON body; an empty body is an empty object. */
  public static <Q> Reading<Q> read(Class<Q> requestClass, byte[] body) {
    return read(Encoding.JSON, requestClass, body);
  }

  /** The typed request of a body of either encoding; an empty body is an empty object. */
  public static <Q> Reading<Q> read(Encoding encoding, Class<Q> requestClass, byte[] body) {
    Shape shape = Shape.of(requestClass);
    SdkPojo builder = shape.newBuilder();
    Trail trail = new Trail();
    Trail unknown = new Trail();
    fill(encoding, builder, shape, body, trail, unknown);
    return new Reading<>(requestClass.cast(Shape.build(builder)), trail.names(), unknown.names());
  }

  /** Sets the members of {@code builder} that belong to a JSON body. */
  public static void fill(SdkPojo builder, Shape shape, byte[] body, Trail trail, Trail unknown) {
    fill(Encoding.JSON, builder, shape, body, trail, unknown);
  }

  private static void fill(Encoding encoding, SdkPojo builder, Shape shape, byte[] body, Trail trail, Trail unknown) {
    if (body.length == 0) {
      return;
    }
    try (JsonParser json = encoding.factory.createParser(ObjectReadContext.empty(), body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw wrong("Unexpected value where the start of a structure was expected");
      }
      new JsonReader(encoding, json, unknown).members(builder, shape, trail, unknown);
      if (json.nextToken() != null) {
        throw wrong("Unexpected data after the end of the structure");
      }
    } catch (JacksonException e) {
      throw wrong(e.getOriginalMessage());
    }
  }

  private void members(SdkPojo builder, Shape shape, Trail trail, Trail strange) {
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      Optional<Member> member = shape.named(name);
      JsonToken token = json.nextToken();
      if (member.isEmpty()) {
        strange.at(name);
        json.skipChildren();
      } else if (token != JsonToken.VALUE_NULL) {
        member.get().set(builder, value(member.get(), token, trail.at(name)));
      }
    }
  }

  private Object value(Member member, JsonToken token, Trail trail) {
    return switch (member.type()) {
      case SDK_POJO -> {
        expect(token, JsonToken.START_OBJECT, member);
        SdkPojo builder = member.newBuilder();
        members(builder, Shape.of(builder), trail, unknown);
        yield Shape.build(builder);
      }
      case LIST -> list(member, token, trail);
      case MAP -> map(member, token, trail);
      case STRING -> string(member, token);
      case BOOLEAN -> {
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
          throw mismatch(token, member.type());
        }
        yield token == JsonToken.VALUE_TRUE;
      }
      case INTEGER, LONG, SHORT, BYTE, BIG_DECIMAL -> {
        if (token != JsonToken.VALUE_NUMBER_INT && (token != JsonToken.VALUE_NUMBER_FLOAT || member.type() != MarshallingKnownType.BIG_DECIMAL)) {
          throw mismatch(token, member.type());
        }
        yield parsed(member, token);
      }
      // NaN and the infinities are strings (https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html#shape-serialization).
      case FLOAT, DOUBLE -> {
        if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_STRING) {
          throw mismatch(token, member.type());
        }
        yield parsed(member, token);
      }
      case INSTANT -> instant(member, token);
      case SDK_BYTES -> {
        expect(token, encoding.bytes, member);
        yield SdkBytes.fromByteArrayUnsafe(json.getBinaryValue());
      }
      case DOCUMENT, NULL -> throw new IllegalStateException("no service here has a member of type " + member.type());
    };
  }

  private List<Object> list(Member member, JsonToken token, Trail trail) {
    expect(token, JsonToken.START_ARRAY, member);
    List<Object> list = new ArrayList<>();
    for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
      list.add(value(member.elements(), next, trail));
    }
    return list;
  }

  private Map<String, Object> map(Member member, JsonToken token, Trail trail) {
    expect(token, JsonToken.START_OBJECT, member);
    Map<String, Object> map = new LinkedHashMap<>();
    for (String key = json.nextName(); key != null; key = json.nextName()) {
      map.put(key, value(member.elements(), json.nextToken(), trail));
    }
    return map;
  }

  private String string(Member member, JsonToken token) {
    expect(token, JsonToken.VALUE_STRING, member);
    return json.getString();
  }

  private Object instant(Member member, JsonToken token) {
    Format format =
        switch (encoding) {
          case JSON -> member.timestamp().orElse(Format.UNIX_TIMESTAMP);
          case CBOR -> Format.UNIX_TIMESTAMP;
        };
    boolean number = token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
    if (format == Format.UNIX_TIMESTAMP && number) {
      try {
        // A float of 32 bits is exact as a double; its own shortest decimal form is not.
        boolean single = json.getNumberType() == JsonParser.NumberType.FLOAT;
        return Scalar.epoch(single ? BigDecimal.valueOf(json.getDoubleValue()) : json.getDecimalValue());
      } catch (DateTimeException | ArithmeticException | NumberFormatException _) {
        throw wrong("a timestamp is out of range");
      }
    }
    if (token != JsonToken.VALUE_STRING && !number) {
      throw mismatch(token, member.type());
    }
    return parsed(member, token);
  }

  private Object parsed(Member member, JsonToken token) {
    return Scalar.parse(member.type(), member.timestamp().orElse(Format.ISO_8601), json.getString())
        .orElseThrow(() -> mismatch(token, member.type()));
  }

  private static void expect(JsonToken token, JsonToken expected, Member member) {
    if (token != expected) {
      throw mismatch(token, member.type());
    }
  }

  /** Worded as AWS's services word it: {@code NUMBER_VALUE cannot be converted to String}. */
  private static AwsException mismatch(JsonToken token, MarshallingKnownType type) {
    return switch (token) {
      case START_OBJECT -> wrong("Start of structure or map found where not expected.");
      case START_ARRAY -> wrong("Start of list found where not expected.");
      case VALUE_STRING -> wrong("STRING_VALUE cannot be converted to " + name(type));
      case VALUE_NUMBER_INT -> wrong("NUMBER_VALUE cannot be converted to " + name(type));
      case VALUE_NUMBER_FLOAT -> wrong("DECIMAL_VALUE cannot be converted to " + name(type));
      case VALUE_TRUE -> wrong("TRUE_VALUE cannot be converted to " + name(type));
      case VALUE_FALSE -> wrong("FALSE_VALUE cannot be converted to " + name(type));
      case VALUE_NULL -> wrong("NULL_VALUE cannot be converted to " + name(type));
      case END_ARRAY, END_OBJECT, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> wrong("Unexpected token " + token);
    };
  }

  private static String name(MarshallingKnownType type) {
    return switch (type) {
      case STRING -> "String";
      case BOOLEAN -> "Boolean";
      case INTEGER -> "Integer";
      case LONG -> "Long";
      case SHORT -> "Short";
      case BYTE -> "Byte";
      case FLOAT -> "Float";
      case DOUBLE -> "Double";
      case BIG_DECIMAL -> "BigDecimal";
      case INSTANT -> "Timestamp";
      case SDK_BYTES -> "Blob";
      case SDK_POJO -> "Structure";
      case LIST -> "List";
      case MAP -> "Map";
      case DOCUMENT -> "Document";
      case NULL -> "Null";
    };
  }

  private static AwsException wrong(String message) {
    return JsonError.SERIALIZATION.saying(message);
  }
}
