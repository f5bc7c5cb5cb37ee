package dev.postern.wire.sigv4;

import dev.postern.wire.http.HttpCall;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Checks the signature of a request against the secret of the key that it names. */
public final class Verifier {
  /** The payload hash of S3 requests whose body is not signed, and of all S3 presigned requests. */
  public static final String UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";

  private static final String AMZ = "x-amz-";
  private static final Duration SKEW = Duration.ofMinutes(15);

  private Verifier() {}

  /** The payload hash of a body in memory, for services that do not send {@code x-amz-content-sha256}. */
  public static String payloadHash(byte[] body) {
    return SigningKey.sha256(body);
  }

  /**
   * Whether {@code signature} is the one that {@code secret} makes of {@code call}.
   *
   * @param payloadHash what the client signed for the body: the value of {@code x-amz-content-sha256} where it is sent (the caller then
   *     compares it with the body it reads), {@link #UNSIGNED_PAYLOAD} for S3 presigned requests, else {@link #payloadHash}
   */
  public static Verdict verify(HttpCall call, Signature.Signed signature, String secret, String payloadHash, Instant now) {
    String signedAt = AmzDate.format(signature.signedAt());
    if (!signedAt.startsWith(signature.scope().date())) {
      return new Verdict.WrongDate(signature.scope().date(), signature.signedAt());
    }
    if (signature instanceof Signature.Presigned presigned) {
      if (presigned.isExpired(now)) {
        return new Verdict.Expired(presigned.signedAt().plus(presigned.lifetime()));
      }
    } else if (signature.signedAt().plus(SKEW).isBefore(now)) {
      return new Verdict.Skewed(signature.signedAt());
    }
    if (signature.signedAt().minus(SKEW).isAfter(now)) {
      return new Verdict.Skewed(signature.signedAt());
    }
    List<String> unsigned = unsigned(call, signature);
    if (!unsigned.isEmpty()) {
      return new Verdict.Unsigned(unsigned);
    }
    SigningKey key = SigningKey.of(secret, signature.scope());
    String canonical = CanonicalRequest.of(call, signature, payloadHash);
    String text = key.stringToSign(Signature.ALGORITHM, signedAt, SigningKey.sha256(canonical.getBytes(StandardCharsets.UTF_8)));
    return SigningKey.same(key.sign(text), signature.signature()) ? new Verdict.Valid() : new Verdict.Different(canonical, text);
  }

  /** What must be signed and is not: the host, and every header of AWS's. */
  private static List<String> unsigned(HttpCall call, Signature.Signed signature) {
    List<String> unsigned = signature.signedHeaders().contains("host") ? List.of() : List.of("host");
    List<Map.Entry<String, String>> headers = call.headers().entries();
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.get(i).getKey();
      if (name.regionMatches(true, 0, AMZ, 0, AMZ.length()) && !isAmong(signature.signedHeaders(), name)) {
        unsigned = Stream.concat(unsigned.stream(), Stream.of(name.toLowerCase(Locale.ROOT))).distinct().toList();
      }
    }
    return unsigned;
  }

  private static boolean isAmong(List<String> names, String name) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }
}
