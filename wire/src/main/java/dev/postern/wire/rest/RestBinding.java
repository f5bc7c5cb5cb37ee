package dev.postern.wire.rest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One operation of a REST service as a row: which requests it is, and the class they are read into.
 *
 * @param segments the path: literal text, {@code {Label}} for one segment, {@code {Label+}} last for all the rest
 * @param query keys that must be there, with their values where only one will do
 * @param headers that must be there
 * @param status of a success
 * @param root of the response's XML; empty for the name of the payload member, and for a payload that is text and no XML
 * @param namespace of the response's XML; empty for none
 */
public record RestBinding<Q>(
    String operation, String method, List<String> segments, Map<String, Optional<String>> query, List<String> headers, Class<Q> request, int status,
    Optional<String> root, String namespace) {

  public RestBinding {
    segments = List.copyOf(segments);
    headers = List.copyOf(headers);
  }

  /** A row; the pattern is as AWS's reference prints it: {@code /{Bucket}/{Key+}?partNumber&uploadId} or {@code /{Bucket}?list-type=2}. */
  public static <Q> RestBinding<Q> of(String operation, String method, String pattern, Class<Q> request) {
    int mark = pattern.indexOf('?');
    Map<String, Optional<String>> query = new LinkedHashMap<>();
    if (mark >= 0) {
      for (String key : pattern.substring(mark + 1).split("&")) {
        int equals = key.indexOf('=');
        query.put(equals < 0 ? key : key.substring(0, equals), equals < 0 ? Optional.empty() : Optional.of(key.substring(equals + 1)));
      }
    }
    List<String> segments = split(mark < 0 ? pattern : pattern.substring(0, mark));
    return new RestBinding<>(operation, method, segments, query, List.of(), request, 200, Optional.empty(), "");
  }

  /** The row for requests that also have this header. */
  public RestBinding<Q> whenHeader(String name) {
    List<String> more = new ArrayList<>(headers);
    more.add(name);
    return new RestBinding<>(operation, method, segments, query, more, request, status, root, namespace);
  }

  /** The row with another status of success than 200. */
  public RestBinding<Q> answering(int status) {
    return new RestBinding<>(operation, method, segments, query, headers, request, status, root, namespace);
  }

  /** The row with the name of its response's root element, for example {@code ListBucketResult}. */
  public RestBinding<Q> root(String name) {
    return new RestBinding<>(operation, method, segments, query, headers, request, status, Optional.of(name), namespace);
  }

  /** The row with the namespace of its response's XML. */
  public RestBinding<Q> namespace(String uri) {
    return new RestBinding<>(operation, method, segments, query, headers, request, status, root, uri);
  }

  /** How much of a request the row pins down: the fullest row that fits is the operation. */
  int weight() {
    long literals = segments.stream().filter(s -> !s.startsWith("{")).count();
    long values = query.values().stream().filter(Optional::isPresent).count();
    return (int) (literals * 10_000 + segments.size() * 1_000 + query.size() * 100 + values * 10 + headers.size());
  }

  /** The segments of a path; one slash at its end means nothing, except inside what a greedy label takes. */
  static List<String> split(String path) {
    String inner = path.startsWith("/") ? path.substring(1) : path;
    return inner.isEmpty() ? List.of() : List.of(inner.split("/", -1));
  }
}
