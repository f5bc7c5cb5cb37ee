package dev.postern.wire.sigv4;

import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.Parameters;
import dev.postern.wire.http.Percent;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The one spelling of a request that both sides sign.
 * <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request">AWS</a>
 */
final class CanonicalRequest {
  /** Most requests fit in so many characters. */
  private static final int ROOM = 512;

  private CanonicalRequest() {}

  /** The canonical text. @param payloadHash the last line: a hash, or S3's word for why there is none */
  static String of(HttpCall call, Signature.Signed signature, String payloadHash) {
    StringBuilder text = new StringBuilder(ROOM);
    text.append(call.method()).append('\n');
    text.append(path(call.path(), signature.scope().signsPathAsSent())).append('\n');
    text.append(query(call.query())).append('\n');
    List<String> names = signature.signedHeaders();
    for (int i = 0; i < names.size(); i++) {
      header(text, call.headers().entries(), names.get(i));
    }
    text.append('\n');
    for (int i = 0; i < names.size(); i++) {
      text.append(i == 0 ? "" : ";").append(names.get(i));
    }
    return text.append('\n').append(payloadHash).toString();
  }

  private static String path(String sent, boolean asSent) {
    if (asSent && sent.indexOf('%') >= 0) {
      return Percent.decode(sent, false).map(path -> Percent.encode(path, true)).orElse(sent);
    }
    return Percent.encode(asSent ? sent : normal(sent), true);
  }

  /** Without empty and dot segments (RFC 3986, 5.2.4), as every service but S3 signs it. */
  private static String normal(String path) {
    if (!path.contains("//") && !path.contains("/.")) {
      return path;
    }
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : path.split("/")) {
      if (segment.equals("..")) {
        segments.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.addLast(segment);
      }
    }
    String end = path.endsWith("/") && !segments.isEmpty() ? "/" : "";
    return "/" + String.join("/", segments) + end;
  }

  private static String query(String sent) {
    if (sent.isEmpty()) {
      return "";
    }
    return Parameters.parse(sent).map(CanonicalRequest::query).orElse(sent);
  }

  private static String query(Parameters parameters) {
    return parameters.entries().stream()
        .filter(p -> !p.getKey().equals("X-Amz-Signature"))
        .map(p -> Map.entry(Percent.encode(p.getKey(), false), Percent.encode(p.getValue(), false)))
        .sorted(Map.Entry.<String, String>comparingByKey().thenComparing(Map.Entry.comparingByValue(Comparator.naturalOrder())))
        .map(p -> p.getKey() + "=" + p.getValue())
        .collect(Collectors.joining("&"));
  }

  /** A line with all values of a header in their order. */
  private static void header(StringBuilder text, List<Map.Entry<String, String>> headers, String name) {
    text.append(name).append(':');
    String separator = "";
    for (int i = 0; i < headers.size(); i++) {
      if (headers.get(i).getKey().equalsIgnoreCase(name)) {
        text.append(separator).append(singleSpaced(headers.get(i).getValue().strip()));
        separator = ",";
      }
    }
    text.append('\n');
  }

  private static String singleSpaced(String value) {
    return value.contains("  ") || value.indexOf('\t') >= 0 ? value.replaceAll("[ \\t]+", " ") : value;
  }
}
