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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
    reader.labels(builder, shape, match);
    reader.query(builder, shape, match);
    reader.headers(builder, shape, headers);
    reader.body(builder, shape, body);
    return new Reading<>(binding.request().cast(Shape.build(builder)), reader.given.names(), reader.unknown.names());
  }

  private void labels(SdkPojo builder, Shape shape, RestMatch match) {
    for (Member member : shape.members()) {
      if (member.location() == MarshallLocation.PATH || member.location() == MarshallLocation.GREEDY_PATH) {
        Optional.ofNullable(match.labels().get(member.requestName()))
            .ifPresent(text -> member.set(builder, parse(member, member.requestName(), text, Format.ISO_8601)));
      }
    }
  }

  private void query(SdkPojo builder, Shape shape, RestMatch match) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    match.query().entries().forEach(entry -> values.computeIfAbsent(entry.getKey(), _ -> new ArrayList<>()).add(entry.getValue()));
    values.forEach((key, texts) -> {
      Optional<Member> member = shape.queried(key);
      if (member.isPresent()) {
        member.get().set(builder, simple(member.get(), key, texts, Format.ISO_8601));
      } else if (!match.binding().query().containsKey(key) && !isEnvelope(key)) {
        unknown.at(key);
      }
    });
  }

  /** What is about the request itself: {@code x-id} names the operation for the SDKs' own sake, {@code X-Amz-…} is the signature. */
  private static boolean isEnvelope(String key) {
    return key.equals("x-id") || key.startsWith("X-Amz-");
  }

  private void headers(SdkPojo builder, Shape shape, Headers headers) {
    Map<String, List<String>> lines = new LinkedHashMap<>();
    for (Map.Entry<String, String> header : headers.entries()) {
      lines.computeIfAbsent(header.getKey().toLowerCase(Locale.ROOT), _ -> new ArrayList<>()).add(header.getValue().strip());
    }
    lines.forEach((name, values) -> {
      for (Member member : shape.headed(name)) {
        header(member, values).ifPresent(value -> member.set(builder, value));
      }
    });
    for (Member member : shape.members()) {
      if (member.location() == MarshallLocation.HEADER && member.type() == MarshallingKnownType.MAP) {
        prefixed(member, lines).ifPresent(map -> member.set(builder, map));
      }
    }
  }

  private Optional<Object> header(Member member, List<String> lines) {
    return switch (member.type()) {
      case MAP -> Optional.empty();
      case LIST -> {
        List<String> parts = lines.stream().flatMap(line -> Stream.of(line.split(","))).map(String::strip).toList();
        yield Optional.of(simple(member, member.requestName(), parts, Format.RFC_822));
      }
      case INSTANT -> date(member, lines.getFirst());
      case STRING, INTEGER, LONG, SHORT, BYTE, FLOAT, DOUBLE, BIG_DECIMAL, BOOLEAN, SDK_BYTES, SDK_POJO, DOCUMENT, NULL ->
          Optional.of(simple(member, member.requestName(), lines, Format.RFC_822));
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

  private Optional<Object> prefixed(Member member, Map<String, List<String>> lines) {
    Map<String, Object> map = new LinkedHashMap<>();
    String prefix = member.requestName().toLowerCase(Locale.ROOT);
    lines.forEach((name, values) -> {
      if (name.startsWith(prefix)) {
        given.at(member.requestName());
        // Headers of one name are one header, joined by commas (RFC 9110, 5.3).
        map.put(name.substring(prefix.length()), String.join(",", values));
      }
    });
    return map.isEmpty() ? Optional.empty() : Optional.of(map);
  }

  /** All the texts as a list, or the first where the member is no list. */
  private Object simple(Member member, String name, List<String> texts, Format format) {
    return member.type() == MarshallingKnownType.LIST
        ? texts.stream().map(text -> parse(member.elements(), name, text, format)).toList()
        : parse(member, name, texts.getFirst(), format);
  }

  private Object parse(Member member, String name, String text, Format format) {
    given.at(name);
    return Scalar.parse(member.type(), member.timestamp().orElse(format), text)
        .orElseThrow(() -> protocol.invalid(name, text, Scalar.expected(member.type())));
  }

  private void body(SdkPojo builder, Shape shape, byte[] body) {
    if (body.length == 0) {
      return;
    }
    Optional<Member> payload = shape.members().stream().filter(Member::payload).findFirst();
    if (payload.isPresent()) {
      payload.get().set(builder, payload(payload.get(), body));
    } else if (shape.members().stream().anyMatch(m -> m.location() == MarshallLocation.PAYLOAD)) {
      switch (protocol) {
        case JSON -> JsonReader.fill(builder, shape, body, given, unknown);
        case XML -> XmlReader.fill(builder, shape, body, Optional.empty(), given, unknown);
      }
    }
  }

  private Object payload(Member member, byte[] body) {
    Trail trail = given.at(member.responseName());
    if (member.type() == MarshallingKnownType.SDK_BYTES) {
      return SdkBytes.fromByteArrayUnsafe(body);
    }
    if (member.type() == MarshallingKnownType.STRING) {
      return new String(body, StandardCharsets.UTF_8);
    }
    SdkPojo builder = member.newBuilder();
    Shape shape = Shape.of(builder);
    switch (protocol) {
      case JSON -> JsonReader.fill(builder, shape, body, trail, unknown);
      case XML -> XmlReader.fill(builder, shape, body, Optional.of(member.responseName()), trail, unknown);
    }
    return Shape.build(builder);
  }
}
