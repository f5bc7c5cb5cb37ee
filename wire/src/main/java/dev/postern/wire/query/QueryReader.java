package dev.postern.wire.query;

import dev.postern.wire.http.Parameters;
import dev.postern.wire.shape.Member;
import dev.postern.wire.shape.Reading;
import dev.postern.wire.shape.Scalar;
import dev.postern.wire.shape.Shape;
import dev.postern.wire.shape.Trail;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/**
 * Reads the parameters of one Query request into the AWS SDK's request class; a parameter that no member takes is refused by name.
 *
 * <p>The parameters become a tree first (split at dots), and the request class is laid over the tree: what the class does not
 * know is thereby found without keeping book of what was read.
 */
public final class QueryReader {
  /** Parameters about the request itself: the protocol's and the signature's, also of the older signature versions. */
  private static final Set<String> ENVELOPE =
      Set.of("Action", "Version", "AWSAccessKeyId", "SignatureVersion", "SignatureMethod", "Signature", "Timestamp", "Expires", "SecurityToken",
          "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders", "X-Amz-Signature", "X-Amz-Security-Token",
          "X-Amz-Content-Sha256");

  private final QueryProtocol protocol;

  private QueryReader(QueryProtocol protocol) {
    this.protocol = protocol;
  }

  /**
   * The typed request.
   *
   * @throws dev.postern.core.error.AwsException {@code UnknownParameter} (EC2) or {@code InvalidQueryParameter} (AWS Query) for a
   *     parameter that {@code requestClass} has no member for; {@code InvalidParameterValue} or {@code ValidationError} for a value that
   *     is not of its member's type; {@code MalformedQueryString} for a parameter sent twice
   */
  public static <Q> Reading<Q> read(QueryProtocol protocol, Class<Q> requestClass, Parameters parameters) {
    QueryReader reader = new QueryReader(protocol);
    Shape shape = Shape.of(requestClass);
    Trail trail = new Trail();
    Q request = requestClass.cast(reader.structure(shape.newBuilder(), shape, reader.tree(parameters), trail));
    return new Reading<>(request, trail.names(), Set.of());
  }

  /** A dot-separated part of a parameter's name: with a value, with further parts below it, or both (which no member takes). */
  private static final class Node {
    final String parameter;
    final Map<String, Node> parts = new LinkedHashMap<>();
    Optional<String> value = Optional.empty();

    /** @param parameter the whole name of the first parameter that has this part, for messages */
    Node(String parameter) {
      this.parameter = parameter;
    }
  }

  private Node tree(Parameters parameters) {
    Node root = new Node("");
    for (Map.Entry<String, String> entry : parameters.entries()) {
      String name = entry.getKey();
      if (ENVELOPE.contains(name)) {
        continue;
      }
      Node node = root;
      for (int start = 0; start <= name.length(); ) {
        int dot = name.indexOf('.', start);
        int end = dot < 0 ? name.length() : dot;
        node = node.parts.computeIfAbsent(name.substring(start, end), _ -> new Node(name));
        start = end + 1;
      }
      if (node.value.isPresent()) {
        throw protocol.malformed();
      }
      node.value = Optional.of(entry.getValue());
    }
    return root;
  }

  private Object structure(SdkPojo builder, Shape shape, Node node, Trail trail) {
    refuseValue(node);
    for (Map.Entry<String, Node> part : node.parts.entrySet()) {
      Member member = shape.requested(part.getKey()).orElseThrow(() -> protocol.unknown(part.getValue().parameter));
      member.set(builder, value(member, part.getValue(), trail.at(part.getKey())));
    }
    return Shape.build(builder);
  }

  private Object value(Member member, Node node, Trail trail) {
    return switch (member.type()) {
      case SDK_POJO -> {
        SdkPojo builder = member.newBuilder();
        yield structure(builder, Shape.of(builder), node, trail);
      }
      case LIST -> list(member, node, trail);
      case MAP -> map(member, node, trail);
      case STRING, INTEGER, LONG, SHORT, BYTE, FLOAT, DOUBLE, BIG_DECIMAL, BOOLEAN, INSTANT, SDK_BYTES, DOCUMENT, NULL -> simple(member, node);
    };
  }

  private Object simple(Member member, Node node) {
    for (Node below : node.parts.values()) {
      throw protocol.unknown(below.parameter);
    }
    String text = node.value.orElse("");
    return Scalar.parse(member.type(), member.timestamp().orElse(Format.ISO_8601), text)
        .orElseThrow(() -> protocol.invalid(node.parameter, text, Scalar.expected(member.type())));
  }

  private List<Object> list(Member member, Node node, Trail trail) {
    if (isEmptyCollection(node)) {
      return List.of();
    }
    List<Object> elements = new ArrayList<>();
    for (Node element : numbered(unwrapped(node, protocol.listName(member)))) {
      elements.add(value(member.elements(), element, trail));
    }
    return elements;
  }

  private Map<String, Object> map(Member member, Node node, Trail trail) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (isEmptyCollection(node)) {
      return map;
    }
    for (Node entry : numbered(unwrapped(node, member.flattened() ? Optional.empty() : Optional.of("entry")))) {
      refuseValue(entry);
      Optional<String> key = Optional.empty();
      Optional<Object> value = Optional.empty();
      for (Map.Entry<String, Node> part : entry.parts.entrySet()) {
        if (part.getKey().equals(member.keyName())) {
          key = part.getValue().value;
        } else if (part.getKey().equals(member.elementName())) {
          value = Optional.of(value(member.elements(), part.getValue(), trail));
        } else {
          throw protocol.unknown(part.getValue().parameter);
        }
      }
      map.put(key.orElseThrow(() -> protocol.unknown(entry.parameter)), value.orElseThrow(() -> protocol.unknown(entry.parameter)));
    }
    return map;
  }

  /** AWS Query clients send an empty list as {@code Name=}. */
  private boolean isEmptyCollection(Node node) {
    return protocol == QueryProtocol.AWS_QUERY && node.parts.isEmpty() && node.value.filter(String::isEmpty).isPresent();
  }

  private Node unwrapped(Node node, Optional<String> wrapper) {
    if (wrapper.isEmpty()) {
      return node;
    }
    refuseValue(node);
    Node inner = node;
    for (Map.Entry<String, Node> part : node.parts.entrySet()) {
      if (!part.getKey().equals(wrapper.get())) {
        throw protocol.unknown(part.getValue().parameter);
      }
      inner = part.getValue();
    }
    return inner;
  }

  /** The numbered parts in the order of their numbers, which may have gaps. */
  private Iterable<Node> numbered(Node node) {
    refuseValue(node);
    Map<Integer, Node> byNumber = new TreeMap<>();
    for (Map.Entry<String, Node> part : node.parts.entrySet()) {
      String number = part.getKey();
      boolean valid = !number.isEmpty() && number.length() <= 9 && number.charAt(0) != '0' && number.chars().allMatch(c -> c >= '0' && c <= '9');
      if (!valid) {
        throw protocol.unknown(part.getValue().parameter);
      }
      byNumber.put(Integer.parseInt(number), part.getValue());
    }
    return byNumber.values();
  }

  private void refuseValue(Node node) {
    if (node.value.isPresent()) {
      throw protocol.unknown(node.parameter);
    }
  }
}
