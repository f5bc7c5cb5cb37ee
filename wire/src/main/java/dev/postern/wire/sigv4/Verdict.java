package dev.postern.wire.sigv4;

import java.time.Instant;
import java.util.List;

/** What verifying a signature found; each service words the refusals in its own way. */
public sealed interface Verdict {
  /** The signature holds. */
  record Valid() implements Verdict {}

  /** The secret gives another signature; the two texts are what S3 prints beside {@code SignatureDoesNotMatch}. */
  record Different(String canonicalRequest, String stringToSign) implements Verdict {}

  /** A presigned request whose time is over. */
  record Expired(Instant at) implements Verdict {}

  /** Signed more than fifteen minutes before or after now. */
  record Skewed(Instant signedAt) implements Verdict {}

  /** Signed on another day than its scope says. */
  record WrongDate(String scopeDate, Instant signedAt) implements Verdict {}

  /** Headers that must be signed and are not: {@code host} and every {@code x-amz-} header that is there. */
  record Unsigned(List<String> headers) implements Verdict {}
}
