package dev.postern.wire.sigv4;

import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.Parameters;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a request is signed, as it claims itself: nothing here is verified yet.
 * <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">AWS</a>
 */
public sealed interface Signature {
  String ALGORITHM = "AWS4-HMAC-SHA256";

  /** A request that carries a signature, wherever it stands. */
  sealed interface Signed extends Signature {
    Scope scope();

    Instant signedAt();

    /** In lower case, in the order given. */
    List<String> signedHeaders();

    /** 64 hexadecimal digits. */
    String signature();

    Optional<String> sessionToken();
  }

  /** Signed in the {@code Authorization} header. */
  record Header(Scope scope, Instant signedAt, List<String> signedHeaders, String signature, Optional<String> sessionToken) implements Signed {}

  /**
   * Signed in the query string.
   *
   * @param lifetime {@code X-Amz-Expires}, at most seven days
   */
  record Presigned(
      Scope scope, Instant signedAt, Duration lifetime, List<String> signedHeaders, String signature, Optional<String> sessionToken)
      implements Signed {
    public boolean isExpired(Instant now) {
      return now.isAfter(signedAt.plus(lifetime));
    }
  }

  /** No signature at all. */
  record Anonymous() implements Signature {}

  /**
   * Something that means to be a signature and is none; each service words the refusal in its own way.
   *
   * @param presigned whether it stands in the query string
   * @param reason a sentence for the message
   */
  record Malformed(boolean presigned, String reason) implements Signature {}

  /** Who a request says has signed it. */
  static Signature parse(HttpCall call) {
    Optional<String> authorization = call.headers().first("authorization");
    if (authorization.isPresent()) {
      return header(call, authorization.get().strip());
    }
    if (call.query().contains("X-Amz-")) {
      Optional<Parameters> query = Parameters.parse(call.query());
      if (query.isPresent() && (query.get().has("X-Amz-Algorithm") || query.get().has("X-Amz-Credential") || query.get().has("X-Amz-Signature"))) {
        return presigned(query.get());
      }
    }
    return new Anonymous();
  }

  private static Signature header(HttpCall call, String authorization) {
    if (!authorization.startsWith(ALGORITHM + " ")) {
      return new Malformed(false, "The authorization mechanism you have provided is not supported. Please use " + ALGORITHM + ".");
    }
    Optional<String> credential = parameter(authorization, "Credential");
    Optional<String> signature = parameter(authorization, "Signature");
    Optional<String> signedHeaders = parameter(authorization, "SignedHeaders");
    if (credential.isEmpty() || signature.isEmpty() || signedHeaders.isEmpty()) {
      String missing = credential.isEmpty() ? "Credential" : signature.isEmpty() ? "Signature" : "SignedHeaders";
      return new Malformed(false, "Authorization header requires '" + missing + "' parameter.");
    }
    Optional<Scope> scope = Scope.parse(credential.get());
    if (scope.isEmpty()) {
      return new Malformed(false, "The Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".");
    }
    Optional<Instant> signedAt = signedAt(call);
    if (signedAt.isEmpty()) {
      return new Malformed(false, "Authorization header requires existence of either a valid 'X-Amz-Date' or a valid 'Date' header.");
    }
    return new Header(scope.get(), signedAt.get(), names(signedHeaders.get()), signature.get(), call.headers().first("x-amz-security-token"));
  }

  /** Of {@code AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…}; the last one of a name counts. */
  private static Optional<String> parameter(String authorization, String name) {
    int end = authorization.length();
    while (end > 0) {
      int comma = authorization.lastIndexOf(',', end - 1);
      int start = unspaced(authorization, comma < 0 ? ALGORITHM.length() : comma + 1, end);
      int equals = unspaced(authorization, start + name.length(), end);
      if (equals < end && authorization.charAt(equals) == '=' && authorization.startsWith(name, start)) {
        return Optional.of(authorization.substring(equals + 1, end).strip());
      }
      end = comma;
    }
    return Optional.empty();
  }

  private static int unspaced(String text, int from, int end) {
    int at = from;
    while (at < end && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static Signature presigned(Parameters query) {
    for (String name : List.of("X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature", "X-Amz-Date", "X-Amz-SignedHeaders", "X-Amz-Expires")) {
      // Only S3 insists on a lifetime; the other services give a presigned request the fifteen minutes of a signed one.
      if (!query.has(name) && !name.equals("X-Amz-Expires")) {
        return new Malformed(true, "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, "
            + "X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.");
      }
    }
    if (!query.first("X-Amz-Algorithm").orElse("").equals(ALGORITHM)) {
      return new Malformed(true, "X-Amz-Algorithm only supports \"" + ALGORITHM + "\"");
    }
    Optional<Scope> scope = Scope.parse(query.first("X-Amz-Credential").orElse(""));
    if (scope.isEmpty()) {
      return new Malformed(true, "Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; "
          + "expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".");
    }
    Optional<Instant> signedAt = AmzDate.parse(query.first("X-Amz-Date").orElse(""));
    if (signedAt.isEmpty()) {
      return new Malformed(true, "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
    }
    String expires = query.first("X-Amz-Expires").orElse("900");
    if (!expires.matches("-?\\d{1,18}")) {
      return new Malformed(true, "X-Amz-Expires should be a number");
    }
    long seconds = Long.parseLong(expires);
    if (seconds < 0) {
      return new Malformed(true, "X-Amz-Expires must be non-negative");
    }
    if (seconds > 604800) {
      return new Malformed(true, "X-Amz-Expires must be less than a week (in seconds); "
          + "that is, the given X-Amz-Expires must be less than 604800 seconds");
    }
    return new Presigned(scope.get(), signedAt.get(), Duration.ofSeconds(seconds), names(query.first("X-Amz-SignedHeaders").orElse("")),
        query.first("X-Amz-Signature").orElse(""), query.first("X-Amz-Security-Token"));
  }

  private static List<String> names(String list) {
    return List.of(list.toLowerCase(Locale.ROOT).split(";"));
  }

  private static Optional<Instant> signedAt(HttpCall call) {
    Optional<String> amzDate = call.headers().first("x-amz-date");
    if (amzDate.isPresent()) {
      return AmzDate.parse(amzDate.get().strip());
    }
    try {
      return call.headers().first("date").map(date -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

}
