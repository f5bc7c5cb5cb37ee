package dev.postern.core.policy.request;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The condition keys of one request and their values. Names of keys, tag keys too, are the same in any case. */
public final class Context {
  public static final Context EMPTY = new Context(Map.of(), null);

  private final Map<String, Entry> byFolded;

  /** What is the same for many requests, such as the caller's keys; those of {@link #byFolded} go before. */
  private final @Nullable Context base;

  /** @param written the key as it was put */
  private record Entry(String written, Values values) {}

  private Context(Map<String, Entry> byFolded, @Nullable Context base) {
    this.byFolded = byFolded;
    this.base = base;
  }

  public static Builder builder() {
    return new Builder(new HashMap<>(), null);
  }

  /** Begins with the keys of {@code base}. */
  public static Builder over(Context base) {
    return new Builder(new HashMap<>(), base);
  }

  /** @param folded the key in lower case */
  public Values get(String folded) {
    for (Context context = this; context != null; context = context.base) {
      Entry entry = context.byFolded.get(folded);
      if (entry != null) {
        return entry.values;
      }
    }
    return Values.ABSENT;
  }

  public boolean has(String key) {
    return get(Fold.name(key)).isPresent();
  }

  /** Keys as they were written, sorted. */
  public void forEach(BiConsumer<String, List<String>> visitor) {
    new TreeMap<>(whole()).forEach((_, entry) -> visitor.accept(entry.written, entry.values.list()));
  }

  public Builder toBuilder() {
    return new Builder(whole(), null);
  }

  private Map<String, Entry> whole() {
    Map<String, Entry> all = base == null ? new HashMap<>() : base.whole();
    all.putAll(byFolded);
    return all;
  }

  private Map<String, Values> values() {
    Map<String, Values> values = new TreeMap<>();
    whole().forEach((folded, entry) -> values.put(folded, entry.values));
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Context that && values().equals(that.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  @Override
  public String toString() {
    return values().toString();
  }

  /** Collects keys; a key that is put twice keeps the last values. */
  public static final class Builder {
    private Map<String, Entry> byFolded;
    private @Nullable Context base;
    private boolean built;

    private Builder(Map<String, Entry> byFolded, @Nullable Context base) {
      this.byFolded = byFolded;
      this.base = base;
    }

    public Builder put(String key, String value) {
      return put(key, Values.of(value));
    }

    public Builder put(String key, List<String> values) {
      return put(key, Values.of(values));
    }

    private Builder put(String key, Values values) {
      own().put(Fold.name(key), new Entry(key, values));
      return this;
    }

    public Builder remove(String key) {
      if (base != null) {
        byFolded = build().whole();
        base = null;
        built = false;
      }
      own().remove(Fold.name(key));
      return this;
    }

    /** What was built keeps its keys, whatever is put here later. */
    public Context build() {
      built = true;
      return new Context(byFolded, base);
    }

    private Map<String, Entry> own() {
      if (built) {
        byFolded = new HashMap<>(byFolded);
        built = false;
      }
      return byFolded;
    }
  }
}
