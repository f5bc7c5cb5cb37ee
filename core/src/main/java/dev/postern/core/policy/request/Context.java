package dev.postern.core.policy.request;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** The condition keys of one request and their values. Names of keys, tag keys too, are the same in any case. */
public final class Context {
  public static final Context EMPTY = new Context(Map.of(), Map.of());

  private final Map<String, Values> byFolded;
  private final Map<String, String> written;

  private Context(Map<String, Values> byFolded, Map<String, String> written) {
    this.byFolded = byFolded;
    this.written = written;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** @param folded the key in lower case */
  public Values get(String folded) {
    return byFolded.getOrDefault(folded, Values.ABSENT);
  }

  public boolean has(String key) {
    return byFolded.containsKey(Fold.lower(key));
  }

  /** Keys as they were written, sorted. */
  public void forEach(BiConsumer<String, List<String>> visitor) {
    new TreeMap<>(written).forEach((folded, key) -> visitor.accept(key, get(folded).list()));
  }

  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.byFolded.putAll(byFolded);
    builder.written.putAll(written);
    return builder;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Context that && byFolded.equals(that.byFolded);
  }

  @Override
  public int hashCode() {
    return byFolded.hashCode();
  }

  @Override
  public String toString() {
    return new TreeMap<>(byFolded).toString();
  }

  /** Collects keys; a key that is put twice keeps the last values. */
  public static final class Builder {
    private final Map<String, Values> byFolded = new HashMap<>();
    private final Map<String, String> written = new HashMap<>();

    private Builder() {}

    public Builder put(String key, String value) {
      return put(key, List.of(value));
    }

    public Builder put(String key, List<String> values) {
      String folded = Fold.lower(key);
      byFolded.put(folded, Values.of(values));
      written.put(folded, key);
      return this;
    }

    public Builder remove(String key) {
      byFolded.remove(Fold.lower(key));
      written.remove(Fold.lower(key));
      return this;
    }

    public Context build() {
      return new Context(Collections.unmodifiableMap(new HashMap<>(byFolded)), Map.copyOf(written));
    }
  }
}
