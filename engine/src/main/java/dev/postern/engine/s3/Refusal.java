package dev.postern.engine.s3;

import java.util.LinkedHashMap;
import java.util.Map;

/** A refused request: S3's error with the further elements of its XML, for example {@code Key}; it has no stack trace because it is an answer. */
final class Refusal extends RuntimeException {
  private final S3Error error;
  private final transient Map<String, String> details = new LinkedHashMap<>();

  Refusal(S3Error error, String message, String... namesAndValues) {
    super(message, null, false, false);
    this.error = error;
    for (int i = 0; i < namesAndValues.length; i += 2) {
      details.put(namesAndValues[i], namesAndValues[i + 1]);
    }
  }

  S3Error error() {
    return error;
  }

  Map<String, String> details() {
    return details;
  }
}
