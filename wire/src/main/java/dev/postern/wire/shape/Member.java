package dev.postern.wire.shape;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.PayloadTrait;
import software.amazon.awssdk.core.traits.RequiredTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait;
import software.amazon.awssdk.core.traits.XmlAttributeTrait;
import software.amazon.awssdk.core.traits.XmlAttributesTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/**
 * One member of a model class, or the element of a list or map.
 *
 * @param requestName the name in EC2 Query requests; in the other protocols both names are the same
 * @param responseName the name in responses and in XML and JSON bodies
 * @param element of a list, or the value of a map; empty otherwise
 * @param elementName of an unflattened list in XML, or of a map's value
 * @param keyName of a map's key
 * @param flattened whether a list or map repeats its own name instead of wrapping its elements
 */
public record Member(
    SdkField<?> field,
    MarshallingKnownType type,
    String requestName,
    String responseName,
    MarshallLocation location,
    Optional<Member> element,
    String elementName,
    String keyName,
    boolean flattened,
    boolean payload,
    boolean required,
    boolean xmlAttribute,
    Optional<XmlAttributesTrait> attributes,
    Optional<TimestampFormatTrait.Format> timestamp) {

  static Member of(SdkField<?> field) {
    Optional<ListTrait> list = field.getOptionalTrait(ListTrait.class);
    Optional<MapTrait> map = field.getOptionalTrait(MapTrait.class);
    Optional<SdkField<?>> element =
        list.<SdkField<?>>map(ListTrait::memberFieldInfo).or(() -> map.<SdkField<?>>map(MapTrait::valueFieldInfo));
    return new Member(
        field,
        field.marshallingType().getKnownType(),
        field.locationName(),
        field.unmarshallLocationName(),
        field.location(),
        element.map(Member::of),
        list.map(ListTrait::memberLocationName).or(() -> map.map(MapTrait::valueLocationName)).orElse("member"),
        map.map(MapTrait::keyLocationName).orElse("key"),
        list.map(ListTrait::isFlattened).or(() -> map.map(MapTrait::isFlattened)).orElse(false),
        field.containsTrait(PayloadTrait.class),
        field.containsTrait(RequiredTrait.class),
        field.containsTrait(XmlAttributeTrait.class),
        field.getOptionalTrait(XmlAttributesTrait.class),
        field.getOptionalTrait(TimestampFormatTrait.class).map(TimestampFormatTrait::format));
  }

  /** The element of a list or map. */
  public Member elements() {
    return element.orElseThrow();
  }

  /** A new builder of the structure that this member holds. */
  public SdkPojo newBuilder() {
    return field.constructor().get();
  }

  /** Sets this member of a builder. */
  public void set(SdkPojo builder, Object value) {
    field.set(builder, value);
  }

  /** The value this member has in {@code pojo}; empty when it is absent, also for the empty collections that the SDK puts for absent ones. */
  public Optional<Object> get(SdkPojo pojo) {
    // No class that Postern writes has a default value to invent here: those are clients' idempotency tokens (ShapeTest).
    Object value = field.getValueOrDefault(pojo);
    return value instanceof SdkAutoConstructList<?> || value instanceof SdkAutoConstructMap<?, ?> ? Optional.empty() : Optional.ofNullable(value);
  }

  /** The value of a list member as a list. */
  public static List<?> list(Object value) {
    return (List<?>) value;
  }

  /** The value of a map member as a map; all map keys of AWS's models are strings. */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }
}
