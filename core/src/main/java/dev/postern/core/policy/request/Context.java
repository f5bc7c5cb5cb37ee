package dev.postern.core.policy.request;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The condition keys of one request and their values. Names of keys, tag keys too, are the same in any case. */
public final class Context {
  private static final Layer[] NO_LAYERS = {};
  public static final Context EMPTY = new Context(NO_LAYERS);

  /** Keys of one go before those of the next; what is the same for many requests, such as the caller's keys, is a layer of each. */
  private final Layer[] layers;

  /** @param written the key as it was put */
  private record Entry(String written, Values values) {}

  /** Keys by their names in lower case. */
  private sealed interface Layer {
    @Nullable Entry get(String folded);

    Map<String, Entry> all();
  }

  /** Keys that were put. */
  private record Put(Map<String, Entry> all) implements Layer {
    @Override
    public @Nullable Entry get(String folded) {
      return all.get(folded);
    }
  }

  /** Keys that are looked up when the first of them is asked for. */
  private static final class Late implements Layer {
    private final String prefix;
    private final Supplier<Context> source;
    private @Nullable Map<String, Entry> found;

    Late(String prefix, Supplier<Context> source) {
      this.prefix = prefix;
      this.source = source;
    }

    @Override
    public @Nullable Entry get(String folded) {
      return folded.startsWith(prefix) ? all().get(folded) : null;
    }

    @Override
    public Map<String, Entry> all() {
      Map<String, Entry> known = found;
      if (known == null) {
        known = source.get().whole();
        found = known;
      }
      return known;
    }
  }

  private Context(Layer... layers) {
    this.layers = layers;
  }

  public static Builder builder() {
    return new Builder(new HashMap<>(), NO_LAYERS);
  }

  /** Begins with the keys of {@code base}. */
  public static Builder over(Context base) {
    return new Builder(new HashMap<>(), base.layers);
  }

  /**
   * Keys that begin with {@code prefix} and cost something to know, such as the tags of a stored object.
   *
   * @param keys is asked at most once, when a policy asks for one of them; asked on the thread that judges the request
   */
  public static Context late(String prefix, Supplier<Context> keys) {
    return new Context(new Late(Fold.lower(prefix), keys));
  }

  /** @param folded the key in lower case */
  public Values get(String folded) {
    for (Layer layer : layers) {
      Entry entry = layer.get(folded);
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
    return new Builder(whole(), NO_LAYERS);
  }

  /** These keys and one more, which goes before one of the same name. */
  public Context with(String key, List<String> values) {
    boolean isPut = layers.length > 0 && layers[0] instanceof Put;
    Map<String, Entry> front = isPut ? new HashMap<>(layers[0].all()) : new HashMap<>();
    return new Builder(front, isPut ? joined(NO_LAYERS, layers, 1) : layers).put(key, values).build();
  }

  /** These keys, and behind them those of {@code other}. */
  public Context before(Context other) {
    return layers.length == 0 ? other : other.layers.length == 0 ? this : new Context(joined(layers, other.layers, 0));
  }

  private static Layer[] joined(Layer[] front, Layer[] behind, int from) {
    Layer[] all = new Layer[front.length + behind.length - from];
    System.arraycopy(front, 0, all, 0, front.length);
    System.arraycopy(behind, from, all, front.length, behind.length - from);
    return all;
  }

  private Map<String, Entry> whole() {
    Map<String, Entry> all = new HashMap<>();
    for (int i = layers.length - 1; i >= 0; i--) {
      all.putAll(layers[i].all());
    }
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
    private Layer[] behind;
    private boolean built;

    private Builder(Map<String, Entry> byFolded, Layer[] behind) {
      this.byFolded = byFolded;
      this.behind = behind;
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
      if (behind.length > 0) {
        byFolded = build().whole();
        behind = NO_LAYERS;
        built = false;
      }
      own().remove(Fold.name(key));
      return this;
    }

    /** What was built keeps its keys, whatever is put here later. */
    public Context build() {
      if (byFolded.isEmpty()) {
        return new Context(behind);
      }
      built = true;
      return new Context(joined(new Layer[] {new Put(byFolded)}, behind, 0));
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
