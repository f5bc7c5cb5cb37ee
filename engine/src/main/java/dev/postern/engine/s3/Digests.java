package dev.postern.engine.s3;

import dev.postern.engine.s3.store.Algorithm;
import dev.postern.engine.s3.store.Sum;
import dev.postern.wire.http.Headers;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The digests that a client sends with a body, before it or behind it.
 * <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html">AWS</a>
 *
 * @param sha256 of the signed payload
 * @param algorithm of the checksum that is sent, or of the one S3 computes by itself
 * @param sum the checksum, when it is in a header
 * @param trailer the name of the trailer that it will be in
 */
record Digests(Optional<byte[]> md5, Optional<byte[]> sha256, Algorithm algorithm, Optional<byte[]> sum, Optional<String> trailer) {
  private static final String CHECKSUM = "x-amz-checksum-";
  private static final Set<String> NOT_SUMS = Set.of(CHECKSUM + "algorithm", CHECKSUM + "type", CHECKSUM + "mode");

  /** @param fallback the checksum that S3 computes when the client sends none */
  static Digests of(Headers headers, Algorithm fallback) {
    Optional<String> header = checksumHeader(headers);
    Optional<String> trailer =
        headers.first("x-amz-trailer").map(t -> t.toLowerCase(Locale.ROOT).strip()).filter(t -> t.startsWith(CHECKSUM));
    Algorithm algorithm = header.or(() -> trailer)
        .map(name -> name.substring(CHECKSUM.length()))
        .or(() -> headers.first("x-amz-sdk-checksum-algorithm"))
        .map(Digests::algorithm)
        .orElse(fallback);
    return new Digests(
        headers.first("content-md5").map(Digests::md5),
        headers.first("x-amz-content-sha256").filter(h -> h.matches("[0-9a-f]{64}")).map(h -> HexFormat.of().parseHex(h)),
        algorithm,
        header.map(name -> sum(headers, name, algorithm)),
        trailer);
  }

  /** What must be computed of the body, and the MD5, which is the ETag. */
  Set<Algorithm> needed() {
    Set<Algorithm> needed = EnumSet.of(Algorithm.MD5, algorithm);
    sha256.ifPresent(_ -> needed.add(Algorithm.SHA256));
    return needed;
  }

  /** The checksum to keep. @throws Refusal when the body is not the one that the client meant */
  Sum check(Map<Algorithm, byte[]> computed, Headers trailers) {
    byte[] received = computed.get(Algorithm.MD5);
    if (md5.isPresent() && !Arrays.equals(md5.get(), received)) {
      throw new Refusal(S3Error.BAD_DIGEST, S3Error.BAD_DIGEST.pattern().formatted("Content-MD5", "what we received"),
          "ExpectedDigest", HexFormat.of().formatHex(md5.get()), "CalculatedDigest", Base64.getEncoder().encodeToString(received));
    }
    if (sha256.isPresent() && !Arrays.equals(sha256.get(), computed.get(Algorithm.SHA256))) {
      throw S3Error.X_AMZ_CONTENT_SHA256_MISMATCH.refusal(
          "ClientComputedContentSHA256", HexFormat.of().formatHex(sha256.get()),
          "S3ComputedContentSHA256", HexFormat.of().formatHex(computed.get(Algorithm.SHA256)));
    }
    Optional<byte[]> expected = sum.or(() -> trailer.map(name -> sum(trailers, name, algorithm)));
    if (expected.isPresent() && !Arrays.equals(expected.get(), computed.get(algorithm))) {
      throw S3Error.BAD_DIGEST.about(algorithm.name(), "the calculated checksum");
    }
    return new Sum(algorithm, Sum.Type.FULL_OBJECT, Base64.getEncoder().encodeToString(computed.get(algorithm)));
  }

  /** The algorithm of this name. @throws Refusal when S3 has none, or it is not built */
  static Algorithm algorithm(String name) {
    return Algorithm.named(name).orElseThrow(() -> name.toLowerCase(Locale.ROOT).startsWith("xxhash")
        ? S3Error.notImplemented(CHECKSUM + name.toLowerCase(Locale.ROOT))
        : S3Error.INVALID_REQUEST.about("Checksum algorithm provided is unsupported. Please try again with any of the valid types: "
            + Arrays.toString(Algorithm.values())));
  }

  private static Optional<String> checksumHeader(Headers headers) {
    List<String> sent = headers.entries().stream()
        .map(e -> e.getKey().toLowerCase(Locale.ROOT))
        .filter(name -> name.startsWith(CHECKSUM) && !NOT_SUMS.contains(name))
        .toList();
    if (sent.size() > 1) {
      throw S3Error.INVALID_REQUEST.about("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
    }
    return sent.stream().findFirst();
  }

  private static byte[] sum(Headers from, String name, Algorithm algorithm) {
    return from.first(name)
        .flatMap(Digests::base64)
        .filter(bytes -> bytes.length == algorithm.of(new byte[0]).length)
        .orElseThrow(() -> S3Error.INVALID_REQUEST.about("Value for " + name + " header is invalid."));
  }

  private static byte[] md5(String header) {
    return base64(header).filter(bytes -> bytes.length == 16).orElseThrow(S3Error.INVALID_DIGEST::refusal);
  }

  private static Optional<byte[]> base64(String text) {
    try {
      return Optional.of(Base64.getDecoder().decode(text.strip()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
