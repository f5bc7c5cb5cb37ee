package dev.postern.core.services;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The operations of services whose protocol is REST, where a request names its operation by method and path alone: as AWS's service models
 * have them. S3 is not among them: its operations depend on headers too, and on whose host name it is.
 * <a href="https://smithy.io/2.0/spec/http-bindings.html">Smithy</a>
 */
public final class RestOperations {
  private static final Map<String, RestOperations> ALL = read();

  private final List<Row> rows;

  private RestOperations(List<Row> rows) {
    this.rows = List.copyOf(rows);
  }

  /** Those of one service; empty for one of which AWS publishes none, such as a registry of images. */
  public static Optional<RestOperations> of(PublicService service) {
    return Optional.ofNullable(ALL.get(service.name()));
  }

  /**
   * The operations that a request may be, which are several only where an engine may read its path in several ways: escapes before or after
   * it is taken apart, dots as steps or as names. Slashes too many never count.
   *
   * @param path as sent, percent-encoded
   * @param query as sent
   */
  public Set<String> named(String method, String path, String query) {
    Set<String> names = new LinkedHashSet<>();
    String decoded = decoded(path);
    for (List<String> segments : List.of(split(path).stream().map(RestOperations::decoded).toList(), split(decoded), walked(split(decoded)))) {
      best(method, segments, query).or(() -> method.equals("HEAD") ? best("GET", segments, query) : Optional.empty()).ifPresent(names::add);
    }
    return names;
  }

  private Optional<String> best(String method, List<String> path, String query) {
    Optional<Row> best = Optional.empty();
    for (Row row : rows) {
      if (row.method.equals(method) && row.fits(path, query) && (best.isEmpty() || row.isCloserThan(best.get()))) {
        best = Optional.of(row);
      }
    }
    return best.map(Row::operation);
  }

  private static List<String> split(String path) {
    return Stream.of(path.split("/")).filter(segment -> !segment.isEmpty()).toList();
  }

  /** What cannot be decoded stands for itself. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return text;
    }
  }

  /** RFC 3986, 5.2.4. */
  private static List<String> walked(List<String> segments) {
    Deque<String> walked = new ArrayDeque<>();
    for (String segment : segments) {
      if (segment.equals("..")) {
        walked.pollLast();
      } else if (!segment.equals(".")) {
        walked.addLast(segment);
      }
    }
    return List.copyOf(walked);
  }

  /** One operation. {@code query} are parameters that must be there as they are. */
  private record Row(String operation, String method, List<String> segments, List<String> query) {
    static Row parse(String line) {
      String[] parts = line.split(" ");
      String[] uri = parts[2].split("\\?", 2);
      return new Row(parts[0], parts[1], split(uri[0]), uri.length == 1 ? List.of() : List.of(uri[1].split("&")));
    }

    private boolean isGreedy() {
      return !segments.isEmpty() && segments.getLast().endsWith("+}");
    }

    boolean fits(List<String> path, String given) {
      if (isGreedy() ? path.size() < segments.size() : path.size() != segments.size()) {
        return false;
      }
      for (int i = 0; i < segments.size(); i++) {
        if (!segments.get(i).startsWith("{") && !segments.get(i).equals(path.get(i))) {
          return false;
        }
      }
      return query.isEmpty() || Arrays.asList(given.split("&")).containsAll(query);
    }

    /** Segment by segment a name is closer than a label, and a label than one that takes the rest; then what the query must say counts. */
    boolean isCloserThan(Row other) {
      for (int i = 0; i < Math.min(segments.size(), other.segments.size()); i++) {
        int difference = looseness(segments.get(i)) - looseness(other.segments.get(i));
        if (difference != 0) {
          return difference < 0;
        }
      }
      return query.size() > other.query.size();
    }

    private static int looseness(String segment) {
      return !segment.startsWith("{") ? 0 : segment.endsWith("+}") ? 2 : 1;
    }
  }

  /** A line {@code # service service} and then a line {@code Operation METHOD /path/{Label}?query} for each operation of theirs. */
  private static Map<String, RestOperations> read() {
    Map<String, RestOperations> all = new HashMap<>();
    List<String> services = List.of();
    List<Row> rows = new ArrayList<>();
    for (String line : text().lines().toList()) {
      if (line.startsWith("# ")) {
        put(all, services, rows);
        services = List.of(line.substring(2).split(" "));
        rows.clear();
      } else {
        rows.add(Row.parse(line));
      }
    }
    put(all, services, rows);
    return Map.copyOf(all);
  }

  private static void put(Map<String, RestOperations> all, List<String> services, List<Row> rows) {
    RestOperations operations = new RestOperations(rows);
    services.forEach(service -> all.put(service, operations));
  }

  private static String text() {
    try (InputStream in = RestOperations.class.getResourceAsStream("rest-operations.txt")) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: rest-operations.txt");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
