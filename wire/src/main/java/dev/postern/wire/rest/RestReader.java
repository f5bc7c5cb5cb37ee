package dev.postern.wire.rest;

import dev.postern.wire.http.Headers;
import dev.postern.wire.json.JsonReader;
import dev.postern.wire.shape.Member;
import dev.postern.wire.shape.Reading;
import dev.postern.wire.shape.Scalar;
import dev.postern.wire.shape.Shape;
import dev.postern.wire.shape.Trail;
import dev.postern.wire.xml.XmlReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/**
 * Reads a recognised REST request into the AWS SDK's request class: path labels, query, headers and the body, all but streams.
 *
 * <p>{@link Reading#given} has the wire names: {@code Bucket}, {@code max-keys}, {@code x-amz-acl}, {@code Tagging.TagSet.Key};
 * {@link Reading#unknown} those query keys and body members that the class has no place for. Headers without a place are nobody's business.
 */
public final class RestReader {
  private final RestProtocol protocol;
  private final Trail given = new Trail();
  private final Trail unknown = new Trail();

  private RestReader(RestProtocol protocol) {
    this.protocol = protocol;
  }

  /**
   * The typed request.
   *
   * @param match of {@code binding}
   * @param body empty for an operation whose payload is a stream: that stays with the caller
   * @throws dev.postern.core.error.AwsException {@code InvalidArgument} or {@code MalformedXML} (S3), {@code SerializationException} (Lambda)
   */
  public static <Q> Reading<Q> read(RestProtocol protocol, RestBinding<Q> binding, RestMatch match, Headers headers, byte[] body) {
    RestReader reader = new RestReader(protocol);
    Shape shape = Shape.of(binding.request());
    SdkPojo builder = shape.newBuilder();
    for (Member member : shape.members()) {
      Optional<Object> value = switch (member.location()) {
        case PATH, GREEDY_PATH -> Optional.ofNullable(match.labels().get(member.requestName())).map(text -> reader.parse(member, text, Format.ISO_8601));
        case QUERY_PARAM -> reader.query(member, match);
        case HEADER -> reader.header(member, headers);
        case PAYLOAD -> member.payload() ? reader.payload(member, body) : Optional.empty();
        case STATUS_CODE -> Optional.empty();
      };
      value.ifPresent(v -> member.set(builder, v));
    }
    if (shape.members().stream().noneMatch(Member::payload)) {
      reader.document(builder, shape, body);
    }
    reader.nameUnknown(binding, shape, match);
    return new Reading<>(binding.request().cast(Shape.build(builder)), reader.given.names(), reader.unknown.names());
  }

  private Optional<Object> query(Member member, RestMatch match) {
    List<Object> values = new ArrayList<>();
    for (Map.Entry<String, String> entry : match.query().entries()) {
      if (entry.getKey().equals(member.requestName())) {
        values.add(parse(member.element().orElse(member), entry.getValue(), Format.ISO_8601));
      }
    }
    if (values.isEmpty()) {
      return Optional.empty();
    }
    given.at(member.requestName());
    return Optional.of(member.type() == MarshallingKnownType.LIST ? values : values.getFirst());
  }

  private Optional<Object> header(Member member, Headers headers) {
    return switch (member.type()) {
      case MAP -> prefixed(member, headers);
      case LIST -> {
        List<Object> values = new ArrayList<>();
        for (String line : headers.all(member.requestName())) {
          for (String part : line.split(",")) {
            values.add(parse(member.elements(), part.strip(), Format.RFC_822));
          }
        }
        yield values.isEmpty() ? Optional.empty() : Optional.of(values);
      }
      case INSTANT -> headers.first(member.requestName()).flatMap(text -> date(member, text.strip()));
      case STRING, INTEGER, LONG, SHORT, BYTE, FLOAT, DOUBLE, BIG_DECIMAL, BOOLEAN, SDK_BYTES, SDK_POJO, DOCUMENT, NULL ->
          headers.first(member.requestName()).map(text -> parse(member, text.strip(), Format.RFC_822));
    };
  }

  /** A date in a header; an HTTP date that is none counts as absent (RFC 9110, 13.1.3), a date of AWS's own is refused. */
  private Optional<Object> date(Member member, String text) {
    given.at(member.requestName());
    Format format = member.timestamp().orElse(Format.RFC_822);
    Optional<Object> value = Scalar.parse(member.type(), format, text);
    if (value.isEmpty() && format != Format.RFC_822) {
      throw protocol.invalid(member.requestName(), text, Scalar.expected(member.type()));
    }
    return value;
  }

  private Optional<Object> prefixed(Member member, Headers headers) {
    Map<String, Object> map = new LinkedHashMap<>();
    String prefix = member.requestName().toLowerCase(Locale.ROOT);
    for (Map.Entry<String, String> header : headers.entries()) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (name.startsWith(prefix)) {
        given.at(member.requestName());
        // Headers of one name are one header, joined by commas (RFC 9110, 5.3).
        map.merge(name.substring(prefix.length()), header.getValue(), (one, other) -> one + "," + other);
      }
    }
    return map.isEmpty() ? Optional.empty() : Optional.of(map);
  }

  private Object parse(Member member, String text, Format format) {
    given.at(member.requestName());
    return Scalar.parse(member.type(), member.timestamp().orElse(format), text)
        .orElseThrow(() -> protocol.invalid(member.requestName(), text, Scalar.expected(member.type())));
  }

  private Optional<Object> payload(Member member, byte[] body) {
    if (body.length == 0) {
      return Optional.empty();
    }
    Trail trail = given.at(member.responseName());
    if (member.type() == MarshallingKnownType.SDK_BYTES) {
      return Optional.of(SdkBytes.fromByteArrayUnsafe(body));
    }
    if (member.type() == MarshallingKnownType.STRING) {
      return Optional.of(new String(body, StandardCharsets.UTF_8));
    }
    SdkPojo builder = member.newBuilder();
    Shape shape = Shape.of(builder);
    switch (protocol) {
      case JSON -> JsonReader.fill(builder, shape, body, trail, unknown);
      case XML -> XmlReader.fill(builder, shape, body, Optional.of(member.responseName()), trail, unknown);
    }
    return Optional.of(Shape.build(builder));
  }

  private void document(SdkPojo builder, Shape shape, byte[] body) {
    if (body.length > 0 && shape.members().stream().anyMatch(m -> m.location() == MarshallLocation.PAYLOAD)) {
      switch (protocol) {
        case JSON -> JsonReader.fill(builder, shape, body, given, unknown);
        case XML -> XmlReader.fill(builder, shape, body, Optional.empty(), given, unknown);
      }
    }
  }

  private void nameUnknown(RestBinding<?> binding, Shape shape, RestMatch match) {
    Set<String> known = new HashSet<>(binding.query().keySet());
    shape.members().stream().filter(m -> m.location() == MarshallLocation.QUERY_PARAM).map(Member::requestName).forEach(known::add);
    for (Map.Entry<String, String> entry : match.query().entries()) {
      // x-id names the operation for the SDKs' own sake; X-Amz-… is the signature.
      boolean envelope = entry.getKey().equals("x-id") || entry.getKey().startsWith("X-Amz-");
      if (!envelope && !known.contains(entry.getKey())) {
        unknown.at(entry.getKey());
      }
    }
  }
}
