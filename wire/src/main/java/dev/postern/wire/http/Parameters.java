package dev.postern.wire.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The decoded parameters of a form or a query string, in order, duplicates kept.
 *
 * @param entries names and values; {@code acl} without an equals sign has the value {@code ""}
 */
public record Parameters(List<Map.Entry<String, String>> entries) {
  public Parameters {
    entries = List.copyOf(entries);
  }

  /** The parameters of a form body; empty when it is malformed: a broken escape, bytes that are not UTF-8, a value without a name. */
  public static Optional<Parameters> parse(byte[] form) {
    return parse(new String(form, StandardCharsets.UTF_8));
  }

  /** The parameters of a query string or form; empty when it is malformed. */
  public static Optional<Parameters> parse(String text) {
    List<Map.Entry<String, String>> entries = new ArrayList<>();
    for (int start = 0; start < text.length(); ) {
      int amp = text.indexOf('&', start);
      int end = amp < 0 ? text.length() : amp;
      if (end > start) {
        int equals = text.indexOf('=', start);
        boolean valued = equals >= 0 && equals < end;
        Optional<String> name = Percent.decode(text.substring(start, valued ? equals : end), true);
        Optional<String> value = valued ? Percent.decode(text.substring(equals + 1, end), true) : Optional.of("");
        if (name.isEmpty() || name.get().isEmpty() || value.isEmpty()) {
          return Optional.empty();
        }
        entries.add(Map.entry(name.get(), value.get()));
      }
      start = end + 1;
    }
    return Optional.of(new Parameters(entries));
  }

  /** The first value of a parameter. */
  public Optional<String> first(String name) {
    for (Map.Entry<String, String> entry : entries) {
      if (entry.getKey().equals(name)) {
        return Optional.of(entry.getValue());
      }
    }
    return Optional.empty();
  }

  public boolean has(String name) {
    return first(name).isPresent();
  }
}
