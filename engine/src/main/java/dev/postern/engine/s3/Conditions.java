package dev.postern.engine.s3;

import dev.postern.engine.s3.store.StoredObject;
import dev.postern.wire.http.Headers;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;

/**
 * The preconditions of a request, with S3's precedence: an ETag condition that holds makes the date condition beside it void.
 * <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html">AWS</a>
 *
 * @param prefix {@code ""} for the object itself, {@code x-amz-copy-source-} for the source of a copy
 */
record Conditions(
    String prefix, Optional<String> match, Optional<String> noneMatch, Optional<Instant> modifiedSince, Optional<Instant> unmodifiedSince) {

  static Conditions of(Headers headers, String prefix) {
    return new Conditions(
        prefix,
        headers.first(prefix + "if-match"),
        headers.first(prefix + "if-none-match"),
        headers.first(prefix + "if-modified-since").flatMap(Conditions::date),
        headers.first(prefix + "if-unmodified-since").flatMap(Conditions::date));
  }

  /** Whether the client set none. */
  boolean isEmpty() {
    return match.isEmpty() && noneMatch.isEmpty() && modifiedSince.isEmpty() && unmodifiedSince.isEmpty();
  }

  /** Of a read. @throws Refusal {@link S3Error#PRECONDITION_FAILED}, {@link S3Error#NOT_MODIFIED} */
  void checkRead(StoredObject object) {
    Instant modified = object.modified().truncatedTo(ChronoUnit.SECONDS);
    if (match.isPresent()) {
      if (!names(match.get(), object)) {
        throw failed("If-Match");
      }
    } else if (unmodifiedSince.isPresent() && modified.isAfter(unmodifiedSince.get())) {
      throw failed("If-Unmodified-Since");
    }
    if (noneMatch.isPresent()) {
      if (names(noneMatch.get(), object)) {
        throw notModified("If-None-Match", object);
      }
    } else if (modifiedSince.isPresent() && !modified.isAfter(modifiedSince.get())) {
      throw notModified("If-Modified-Since", object);
    }
  }

  /** Of a write, seeing what is there now. @throws Refusal {@link S3Error#PRECONDITION_FAILED}, {@link S3Error#NO_SUCH_KEY} */
  void checkWrite(Optional<StoredObject> present, String key) {
    if (noneMatch.isPresent() && present.isPresent()) {
      throw failed("If-None-Match");
    }
    if (match.isPresent()) {
      StoredObject object = present.orElseThrow(() -> S3Error.NO_SUCH_KEY.refusal("Key", key));
      if (!names(match.get(), object)) {
        throw failed("If-Match");
      }
    }
  }

  /** S3 takes only {@code *} as the If-None-Match of a write. */
  Conditions ofWrite() {
    if (noneMatch.isPresent() && !noneMatch.get().equals("*")) {
      throw S3Error.notImplemented("If-None-Match");
    }
    return this;
  }

  private Refusal failed(String condition) {
    return S3Error.PRECONDITION_FAILED.refusal("Condition", prefix.isEmpty() ? condition : prefix + condition);
  }

  /** A copy has nothing to be "not modified" for: there it is a failed precondition. */
  private Refusal notModified(String condition, StoredObject object) {
    return prefix.isEmpty() ? S3Error.NOT_MODIFIED.refusal("ETag", object.etag()) : failed(condition);
  }

  private static boolean names(String list, StoredObject object) {
    return Arrays.stream(list.split(",")).map(String::strip).anyMatch(tag -> tag.equals("*") || unquoted(tag).equals(object.etag()));
  }

  static String unquoted(String etag) {
    String strong = etag.startsWith("W/") ? etag.substring(2) : etag;
    return strong.length() >= 2 && strong.startsWith("\"") && strong.endsWith("\"") ? strong.substring(1, strong.length() - 1) : strong;
  }

  /** A date that cannot be read counts as not sent (RFC 9110 section 13.1.3). */
  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
