package dev.postern.wire.rest;

import dev.postern.core.error.AwsException;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpReply;
import dev.postern.wire.json.JsonWriter;
import dev.postern.wire.shape.Member;
import dev.postern.wire.shape.Scalar;
import dev.postern.wire.shape.Shape;
import dev.postern.wire.xml.XmlBody;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/** Writes the AWS SDK's response classes as HTTP responses: status, headers and body. */
public final class RestWriter {
  private RestWriter() {}

  /** The response to an operation; for one whose payload is a stream take {@link #headers} and add the body. */
  public static HttpReply write(RestProtocol protocol, RestBinding<?> binding, SdkPojo response) {
    Headers headers = headers(response);
    byte[] body = body(protocol, binding, response);
    if (body.length > 0 && headers.first("content-type").isEmpty()) {
      headers.add("Content-Type", protocol.contentType);
    }
    return new HttpReply(status(binding, response), headers, new HttpReply.Bytes(body));
  }

  /** The members of a response that are headers. */
  public static Headers headers(SdkPojo response) {
    Headers headers = new Headers();
    for (Member member : Shape.of(response).members()) {
      // S3's classes have Expires twice, as a date and as it was sent; one header is enough.
      if (member.location() == MarshallLocation.HEADER && headers.first(member.responseName()).isEmpty()) {
        member.get(response).ifPresent(value -> header(headers, member, value));
      }
    }
    return headers;
  }

  /**
   * A refusal by S3.
   *
   * @param details elements between the message and the resource, in order, for example {@code Key} and {@code BucketName}
   */
  public static HttpReply xmlError(AwsException refusal, SequencedMap<String, String> details, String resource, String requestId) {
    XmlBody xml = new XmlBody(Scalar.MILLISECONDS).open("Error").element("Code", refusal.code()).element("Message", refusal.text());
    details.forEach(xml::element);
    xml.element("Resource", resource).element("RequestId", requestId).close();
    return HttpReply.of(refusal.status(), RestProtocol.XML.contentType, xml.bytes());
  }

  /** A refusal by a REST XML service other than S3. */
  public static HttpReply xmlError(String namespace, AwsException refusal, String requestId) {
    XmlBody xml =
        new XmlBody(Scalar.MILLISECONDS)
            .open("ErrorResponse", namespace)
            .open("Error")
            .element("Type", refusal.status() < 500 ? "Sender" : "Receiver")
            .element("Code", refusal.code()).element("Message", refusal.text()).close()
            .element("RequestId", requestId)
            .close();
    return HttpReply.of(refusal.status(), RestProtocol.XML.contentType, xml.bytes());
  }

  /** A refusal by a REST JSON service: the code stands in a header. */
  public static HttpReply jsonError(AwsException refusal) {
    HttpReply reply = HttpReply.of(refusal.status(), RestProtocol.JSON.contentType, JsonWriter.restError(refusal));
    reply.headers().add("x-amzn-ErrorType", refusal.code());
    return reply;
  }

  private static int status(RestBinding<?> binding, SdkPojo response) {
    return Shape.of(response).members().stream()
        .filter(m -> m.location() == MarshallLocation.STATUS_CODE)
        .flatMap(m -> m.get(response).stream())
        .map(v -> (Integer) v)
        .findFirst().orElse(binding.status());
  }

  private static void header(Headers headers, Member member, Object value) {
    switch (member.type()) {
      case MAP -> Member.map(value).forEach((key, of) -> headers.add(member.responseName() + key, text(member.elements(), of)));
      case LIST -> headers.add(member.responseName(),
          Member.list(value).stream().map(of -> text(member.elements(), of)).collect(Collectors.joining(",")));
      case STRING, INTEGER, LONG, SHORT, BYTE, FLOAT, DOUBLE, BIG_DECIMAL, BOOLEAN, INSTANT, SDK_BYTES, SDK_POJO, DOCUMENT, NULL ->
          headers.add(member.responseName(), text(member, value));
    }
  }

  private static String text(Member member, Object value) {
    return Scalar.print(value, member.timestamp().orElse(Format.RFC_822), Scalar.MILLISECONDS);
  }

  private static byte[] body(RestProtocol protocol, RestBinding<?> binding, SdkPojo response) {
    List<Member> members = Shape.of(response).members();
    Optional<Member> payload = members.stream().filter(Member::payload).findFirst();
    if (payload.isPresent()) {
      return payload.get().get(response).map(value -> payload(protocol, binding, payload.get(), value)).orElse(new byte[0]);
    }
    if (members.stream().noneMatch(m -> m.location() == MarshallLocation.PAYLOAD)) {
      return new byte[0];
    }
    return switch (protocol) {
      case JSON -> JsonWriter.write(response);
      case XML -> root(binding, binding.operation() + "Output").members(response).close().bytes();
    };
  }

  private static byte[] payload(RestProtocol protocol, RestBinding<?> binding, Member member, Object value) {
    return switch (value) {
      case SdkBytes bytes -> bytes.asByteArray();
      // GetBucketPolicy's text is the body as it is, GetBucketLocation's stands in an element.
      case String text when binding.root().isPresent() ->
          root(binding, binding.root().get()).text(text).close().bytes();
      case String text -> text.getBytes(StandardCharsets.UTF_8);
      case SdkPojo pojo -> switch (protocol) {
        case JSON -> JsonWriter.write(pojo);
        case XML -> root(binding, member.responseName()).members(pojo).close().bytes();
      };
      default -> throw new IllegalStateException("a payload is bytes, text or a structure, not " + member.type());
    };
  }

  private static XmlBody root(RestBinding<?> binding, String otherwise) {
    XmlBody xml = new XmlBody(Scalar.MILLISECONDS);
    String name = binding.root().orElse(otherwise);
    return binding.namespace().isEmpty() ? xml.open(name) : xml.open(name, binding.namespace());
  }
}
