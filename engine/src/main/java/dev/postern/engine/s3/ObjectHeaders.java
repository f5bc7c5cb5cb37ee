package dev.postern.engine.s3;

import dev.postern.wire.http.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The headers that are kept with an object and sent with it. */
final class ObjectHeaders {
  private static final String USER = "x-amz-meta-";
  private static final int MAX_USER_BYTES = 2048;
  private static final Set<String> KEPT = Set.of(
      "cache-control",
      "content-disposition",
      "content-encoding",
      "content-language",
      "content-type",
      "expires",
      "x-amz-website-redirect-location");

  private ObjectHeaders() {}

  /** Those of a request that makes an object. @throws Refusal {@link S3Error#METADATA_TOO_LARGE} */
  static Map<String, String> of(Headers headers) {
    Map<String, String> kept = new TreeMap<>();
    int size = 0;
    for (Map.Entry<String, String> header : headers.entries()) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (name.startsWith(USER)) {
        size += bytes(name.substring(USER.length())) + bytes(header.getValue());
      }
      String value = name.equals("content-encoding") ? withoutChunking(header.getValue()) : header.getValue();
      if (!value.isEmpty() && KEPT.contains(name) || name.startsWith(USER)) {
        // several headers of one name are one header (RFC 9110 section 5.3)
        kept.merge(name, value, (one, other) -> one + "," + other);
      }
    }
    if (size > MAX_USER_BYTES) {
      throw S3Error.METADATA_TOO_LARGE.refusal("Size", String.valueOf(size), "MaxSizeAllowed", String.valueOf(MAX_USER_BYTES));
    }
    kept.putIfAbsent("content-type", "binary/octet-stream");
    return kept;
  }

  /** {@code aws-chunked} is how the request is sent, not what the object is. */
  private static String withoutChunking(String encodings) {
    return Arrays.stream(encodings.split(",")).map(String::strip).filter(e -> !e.equalsIgnoreCase("aws-chunked")).collect(Collectors.joining(","));
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
