package dev.postern.wire.rest;

import dev.postern.wire.http.Headers;
import dev.postern.wire.http.Parameters;
import dev.postern.wire.http.Percent;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The operations of one REST service; finds the one that a request is. */
public final class RestTable {
  private final RestProtocol protocol;
  private final Map<String, List<RestBinding<?>>> byMethod = new HashMap<>();

  public RestTable(RestProtocol protocol, List<RestBinding<?>> rows) {
    this.protocol = protocol;
    List<RestBinding<?>> fullestFirst = rows.stream().sorted(Comparator.<RestBinding<?>>comparingInt(RestBinding::weight).reversed()).toList();
    for (RestBinding<?> row : fullestFirst) {
      byMethod.merge(row.method(), List.of(row), (some, more) -> Stream.concat(some.stream(), more.stream()).toList());
    }
  }

  public RestProtocol protocol() {
    return protocol;
  }

  /**
   * The fullest row that fits; empty when none does.
   *
   * @param path percent-encoded; for virtual-hosted S3 requests the caller has put the bucket in front
   * @throws dev.postern.core.error.AwsException {@code InvalidURI} (S3) or {@code SerializationException} for a broken escape
   */
  public Optional<RestMatch> match(String method, String path, String query, Headers headers) {
    Parameters parameters = Parameters.parse(query).orElseThrow(protocol::malformedUri);
    List<String> segments = RestBinding.split(path);
    for (RestBinding<?> row : byMethod.getOrDefault(method, List.of())) {
      if (fits(row, parameters, headers)) {
        Optional<Map<String, String>> labels = labels(row.segments(), segments);
        if (labels.isPresent()) {
          return Optional.of(new RestMatch(row, labels.get(), parameters));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean fits(RestBinding<?> row, Parameters query, Headers headers) {
    for (Map.Entry<String, Optional<String>> key : row.query().entrySet()) {
      Optional<String> value = query.first(key.getKey());
      if (value.isEmpty() || key.getValue().isPresent() && !key.getValue().equals(value)) {
        return false;
      }
    }
    return row.headers().stream().allMatch(name -> headers.first(name).isPresent());
  }

  private Optional<Map<String, String>> labels(List<String> pattern, List<String> path) {
    boolean greedy = !pattern.isEmpty() && pattern.getLast().endsWith("+}");
    int fixed = greedy ? pattern.size() - 1 : withoutLastEmpty(pattern);
    int given = greedy ? path.size() : withoutLastEmpty(path);
    if (greedy ? given <= fixed : given != fixed) {
      return Optional.empty();
    }
    Map<String, String> labels = new HashMap<>();
    for (int i = 0; i < fixed; i++) {
      String segment = decoded(path.get(i));
      if (pattern.get(i).startsWith("{")) {
        if (segment.isEmpty()) {
          return Optional.empty();
        }
        labels.put(pattern.get(i).substring(1, pattern.get(i).length() - 1), segment);
      } else if (!pattern.get(i).equals(segment)) {
        return Optional.empty();
      }
    }
    if (greedy) {
      String rest = String.join("/", path.subList(fixed, path.size()));
      if (rest.isEmpty()) {
        return Optional.empty();
      }
      labels.put(pattern.getLast().substring(1, pattern.getLast().length() - 2), decoded(rest));
    }
    return Optional.of(labels);
  }

  private static int withoutLastEmpty(List<String> segments) {
    return segments.size() > 1 && segments.getLast().isEmpty() ? segments.size() - 1 : segments.size();
  }

  private String decoded(String text) {
    return Percent.decode(text, false).orElseThrow(protocol::malformedUri);
  }
}
