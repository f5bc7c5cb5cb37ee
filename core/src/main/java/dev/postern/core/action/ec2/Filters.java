package dev.postern.core.action.ec2;

import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Resource;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ec2.model.Filter;

/**
 * The filters a describe action honours, as a table of name to values; anything else is refused by name.
 *
 * <p>Values of one filter are alternatives, filters add up, {@code *} and {@code ?} are wildcards and a backslash escapes.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html">AWS</a>
 */
public final class Filters<T> {
  private final Map<String, Function<T, List<String>>> table;
  private final Optional<Function<T, ResourceKey>> tagged;

  private Filters(Map<String, Function<T, List<String>>> table, Optional<Function<T, ResourceKey>> tagged) {
    this.table = table;
    this.tagged = tagged;
  }

  /** No filters but those on tags. */
  public static <T extends Resource> Filters<T> none() {
    return new Filters<>(Map.of(), Optional.of(Resource::key));
  }

  /** The same for values that are no resources but carry the tags of a key. */
  public static <T> Filters<T> taggedAs(Function<T, ResourceKey> key) {
    return new Filters<>(Map.of(), Optional.of(key));
  }

  /** No filters but those on the tags of the resource that a value shows. */
  public static <T> Filters<T> tagged(Function<T, ResourceKey> key) {
    return new Filters<>(Map.of(), Optional.of(key));
  }

  /** No filters at all, for values that carry no tags. */
  public static <T> Filters<T> untagged() {
    return new Filters<>(Map.of(), Optional.empty());
  }

  /** With one more filter whose values {@code values} reads from a resource. */
  public Filters<T> onEach(String name, Function<T, List<String>> values) {
    Map<String, Function<T, List<String>>> more = new TreeMap<>(table);
    more.put(name, values);
    return new Filters<>(more, tagged);
  }

  /** With one more single-valued filter. */
  public Filters<T> on(String name, Function<T, String> value) {
    return onEach(name, t -> List.of(value.apply(t)));
  }

  /** With one more filter on a boolean. */
  public Filters<T> onFlag(String name, Predicate<T> flag) {
    return onEach(name, t -> List.of(String.valueOf(flag.test(t))));
  }

  /** The names, with {@code tag:} and {@code tag-key} where there are tags, for the operation's row. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>(table.keySet());
    if (tagged.isPresent()) {
      names.add("tag:<key>");
      names.add("tag-key");
    }
    return names;
  }

  /** The resources that match all filters. @throws dev.postern.core.error.AwsException for a filter that is not in the table */
  public List<T> apply(Snapshot snapshot, List<Filter> filters, List<T> resources) {
    List<T> left = resources;
    for (Filter filter : filters) {
      Function<T, List<String>> values = valuesOf(snapshot, filter);
      List<Pattern> patterns = filter.values().stream().map(Filters::pattern).toList();
      left = left.stream().filter(t -> values.apply(t).stream().anyMatch(v -> patterns.stream().anyMatch(p -> p.matcher(v).matches()))).toList();
    }
    return left;
  }

  private Function<T, List<String>> valuesOf(Snapshot snapshot, Filter filter) {
    String name = String.valueOf(filter.name());
    if (tagged.isPresent() && name.startsWith("tag:")) {
      return t -> Optional.ofNullable(snapshot.tagsOf(tagged.get().apply(t)).get(name.substring(4))).map(List::of).orElse(List.of());
    }
    if (tagged.isPresent() && name.equals("tag-key")) {
      return t -> List.copyOf(snapshot.tagsOf(tagged.get().apply(t)).keySet());
    }
    Function<T, List<String>> values = table.get(name);
    if (values == null) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("The filter '" + name + "' is invalid");
    }
    return values;
  }

  static Pattern pattern(String text) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        case '\\' -> {
          i++;
          regex.append(i < text.length() ? Pattern.quote(text.substring(i, i + 1)) : "\\\\");
        }
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
