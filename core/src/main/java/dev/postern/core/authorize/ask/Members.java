package dev.postern.core.authorize.ask;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.DefaultValueTrait;

/** Reads a request member by member, by the names of AWS's models, so that one rule serves all operations; some models begin names with a small letter. */
final class Members {
  private Members() {}

  /** One text somewhere in a request; {@code path} has a dot for each structure and nothing for lists. */
  record Text(String path, String value) {
    String name() {
      return path.substring(path.lastIndexOf('.') + 1);
    }
  }

  /** All texts that the request says, in the order of its members. */
  static List<Text> texts(SdkPojo request) {
    List<Text> found = new ArrayList<>();
    for (SdkField<?> field : request.sdkFields()) {
      value(request, field).ifPresent(value -> collect(field.memberName(), value, found));
    }
    return found;
  }

  private static void collect(String path, Object value, List<Text> found) {
    switch (value) {
      case String text -> found.add(new Text(path, text));
      case List<?> list -> list.stream().filter(Objects::nonNull).forEach(element -> collect(path, element, found));
      case SdkPojo structure -> texts(structure).forEach(text -> found.add(new Text(path + "." + text.path(), text.value())));
      default -> {}
    }
  }

  /** The text of a member; a name with dots goes through structures, not lists. */
  static Optional<String> text(SdkPojo request, String path) {
    return member(request, path).filter(String.class::isInstance).map(String.class::cast);
  }

  /** The texts of a list; none when the request does not say it. */
  static List<String> list(SdkPojo request, String path) {
    return elements(request, path).filter(String.class::isInstance).map(String.class::cast).toList();
  }

  /** The structures of a list. */
  static List<SdkPojo> structures(SdkPojo request, String path) {
    return elements(request, path).filter(SdkPojo.class::isInstance).map(SdkPojo.class::cast).toList();
  }

  /** The entries of a map of texts. */
  static Map<String, String> map(SdkPojo request, String path) {
    Map<String, String> entries = new LinkedHashMap<>();
    if (member(request, path).orElse(Map.of()) instanceof Map<?, ?> map) {
      map.forEach((key, value) -> entries.put(String.valueOf(key), String.valueOf(value)));
    }
    return entries;
  }

  private static Stream<?> elements(SdkPojo request, String path) {
    return member(request, path).orElse(List.of()) instanceof List<?> list ? list.stream() : Stream.of();
  }

  private static Optional<Object> member(SdkPojo request, String path) {
    int dot = path.indexOf('.');
    String name = dot < 0 ? path : path.substring(0, dot);
    Optional<Object> found = request.sdkFields().stream().filter(f -> f.memberName().equalsIgnoreCase(name)).findFirst().flatMap(f -> value(request, f));
    return dot < 0 ? found : found.filter(SdkPojo.class::isInstance).flatMap(s -> member((SdkPojo) s, path.substring(dot + 1)));
  }

  /** A member with a default value is a token for idempotency that the SDK would make up: nothing that a request asks for. */
  private static Optional<Object> value(SdkPojo structure, SdkField<?> field) {
    return field.containsTrait(DefaultValueTrait.class) ? Optional.empty() : Optional.ofNullable(field.getValueOrDefault(structure));
  }
}
