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
  private CanonicalRequest() {}

  /** The canonical text. @param payloadHash the last line: a hash, or S3's word for why there is none */
  static String of(HttpCall call, Signature.Signed signature, String payloadHash) {
    return call.method() + "\n"
        + path(call.path(), signature.scope().signsPathAsSent()) + "\n"
        + query(call.query()) + "\n"
        + headers(call, signature.signedHeaders()) + "\n"
        + String.join(";", signature.signedHeaders()) + "\n"
        + payloadHash;
  }

  private static String path(String sent, boolean asSent) {
    if (asSent) {
      return Percent.decode(sent, false).map(path -> Percent.encode(path, true)).orElse(sent);
    }
    return Percent.encode(normal(sent), true);
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

  private static String headers(HttpCall call, List<String> signed) {
    StringBuilder text = new StringBuilder();
    for (String name : signed) {
      List<String> values = call.headers().all(name);
      text.append(name).append(':');
      for (int i = 0; i < values.size(); i++) {
        text.append(i == 0 ? "" : ",").append(singleSpaced(values.get(i).strip()));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static String singleSpaced(String value) {
    return value.contains("  ") || value.indexOf('\t') >= 0 ? value.replaceAll("[ \\t]+", " ") : value;
  }
}
