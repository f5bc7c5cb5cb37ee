package dev.postern.wire.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** HTTP headers in order; names compare without case. */
public final class Headers {
  private final List<Map.Entry<String, String>> entries = new ArrayList<>();
  private final List<Map.Entry<String, String>> view = Collections.unmodifiableList(entries);

  public static Headers of(String... namesAndValues) {
    Headers headers = new Headers();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return headers;
  }

  public Headers add(String name, String value) {
    entries.add(Map.entry(name, value));
    return this;
  }

  public Headers set(String name, String value) {
    entries.removeIf(e -> e.getKey().equalsIgnoreCase(name));
    return add(name, value);
  }

  public Optional<String> first(String name) {
    // A bare loop: this runs a dozen times in every request.
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).getKey().equalsIgnoreCase(name)) {
        return Optional.of(entries.get(i).getValue());
      }
    }
    return Optional.empty();
  }

  public List<String> all(String name) {
    return entries.stream().filter(e -> e.getKey().equalsIgnoreCase(name)).map(Map.Entry::getValue).toList();
  }

  public List<Map.Entry<String, String>> entries() {
    return view;
  }
}
