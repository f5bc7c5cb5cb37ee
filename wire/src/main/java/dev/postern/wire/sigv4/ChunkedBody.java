package dev.postern.wire.sigv4;

import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * The body inside {@code aws-chunked} encoding: strips the chunk headers and keeps the trailers (checksums).
 *
 * <p>Reads {@code STREAMING-AWS4-HMAC-SHA256-PAYLOAD}, the same with {@code -TRAILER}, and {@code STREAMING-UNSIGNED-PAYLOAD-TRAILER};
 * with a secret the chunks' signatures are verified too, each at its end.
 * <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html">AWS</a>
 */
public final class ChunkedBody extends InputStream {
  private static final int LINE_LIMIT = 8192;
  private static final int TRAILER_LIMIT = 64;
  private static final String EMPTY_HASH = SigningKey.sha256(new byte[0]);

  private final InputStream in;
  private final Optional<Chain> chain;
  private final Headers trailers = new Headers();
  private final byte[] single = new byte[1];
  private long left;
  private boolean ended;

  private ChunkedBody(InputStream in, Optional<Chain> chain) {
    this.in = in;
    this.chain = chain;
  }

  /** The body is broken: a bad frame, a wrong signature, or an end too early. */
  public static final class BrokenException extends IOException {
    private final boolean signature;

    BrokenException(String message, boolean signature) {
      super(message);
      this.signature = signature;
    }

    /** Whether the frames are well formed but a signature does not hold: S3's {@code SignatureDoesNotMatch}. */
    public boolean isSignature() {
      return signature;
    }
  }

  /** Whether a request's body is in this encoding. */
  public static boolean isChunked(HttpCall call) {
    return call.headers().first("x-amz-content-sha256").filter(v -> v.startsWith("STREAMING-")).isPresent()
        || call.headers().all("content-encoding").stream().anyMatch(v -> v.toLowerCase(Locale.ROOT).contains("aws-chunked"));
  }

  /** The length of the body inside; empty when the client did not say it, or not as a number. */
  public static Optional<Long> declaredLength(HttpCall call) {
    return call.headers().first("x-amz-decoded-content-length").filter(v -> v.matches("\\d{1,18}")).map(Long::valueOf);
  }

  /** The body of {@code call}, chunk signatures not verified. */
  public static ChunkedBody unverified(HttpCall call) {
    return new ChunkedBody(call.body(), Optional.empty());
  }

  /** The body of {@code call}; where its chunks are signed, by the secret that made {@code signature}. */
  public static ChunkedBody verified(HttpCall call, Signature.Signed signature, String secret) {
    boolean signed = call.headers().first("x-amz-content-sha256").filter(v -> v.startsWith("STREAMING-AWS4-HMAC-SHA256-PAYLOAD")).isPresent();
    return new ChunkedBody(call.body(), signed ? Optional.of(new Chain(SigningKey.of(secret, signature.scope()), signature)) : Optional.empty());
  }

  /** What came after the last chunk; complete when the stream has ended. */
  public Headers trailers() {
    return trailers;
  }

  @Override
  public int read() throws IOException {
    return read(single, 0, 1) < 0 ? -1 : single[0] & 255;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0 && !ended) {
      nextChunk();
    }
    if (ended) {
      return -1;
    }
    int count = in.read(bytes, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw new BrokenException("the body ends inside a chunk", false);
    }
    left -= count;
    chain.ifPresent(c -> c.digest.update(bytes, offset, count));
    if (left == 0) {
      endChunk();
    }
    return count;
  }

  private void nextChunk() throws IOException {
    String line = line();
    int semicolon = line.indexOf(';');
    String size = semicolon < 0 ? line : line.substring(0, semicolon);
    if (size.isEmpty() || size.length() > 15 || !size.chars().allMatch(HexFormat::isHexDigit)) {
      throw new BrokenException("not the size of a chunk", false);
    }
    left = HexFormat.fromHexDigitsToLong(size);
    if (chain.isPresent()) {
      String mark = "chunk-signature=";
      int at = line.indexOf(mark);
      chain.get().claimed = at < 0 ? "" : line.substring(at + mark.length()).strip();
    }
    if (left == 0) {
      if (chain.isPresent()) {
        chain.get().endChunk();
      }
      readTrailers();
      ended = true;
    }
  }

  private void endChunk() throws IOException {
    if (!line().isEmpty()) {
      throw new BrokenException("a chunk is longer than its size", false);
    }
    if (chain.isPresent()) {
      chain.get().endChunk();
    }
  }

  private void readTrailers() throws IOException {
    StringBuilder canonical = new StringBuilder();
    Optional<String> signature = Optional.empty();
    for (Optional<String> line = lineOrEnd(); line.isPresent() && !line.get().isEmpty(); line = lineOrEnd()) {
      int colon = line.get().indexOf(':');
      if (colon <= 0 || trailers.entries().size() >= TRAILER_LIMIT) {
        throw new BrokenException("not a trailer", false);
      }
      String name = line.get().substring(0, colon).strip().toLowerCase(Locale.ROOT);
      String value = line.get().substring(colon + 1).strip();
      if (name.equals("x-amz-trailer-signature")) {
        signature = Optional.of(value);
      } else {
        trailers.add(name, value);
        canonical.append(name).append(':').append(value).append('\n');
      }
    }
    if (chain.isPresent() && (signature.isPresent() || !canonical.isEmpty())) {
      chain.get().endTrailers(canonical.toString(), signature.orElse(""));
    }
  }

  private String line() throws IOException {
    return lineOrEnd().orElseThrow(() -> new BrokenException("the body ends before its last chunk", false));
  }

  /** A line without its end; empty at the end of the stream, which some clients put right after the last trailer. */
  private Optional<String> lineOrEnd() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n') {
        int end = text.length() - 1;
        return Optional.of(end >= 0 && text.charAt(end) == '\r' ? text.substring(0, end) : text.toString());
      }
      if (text.length() == LINE_LIMIT) {
        throw new BrokenException("a line is too long", false);
      }
      text.append((char) c);
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(text.toString().strip());
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** The chain of chunk signatures: each one signs the one before. */
  private static final class Chain {
    final MessageDigest digest = SigningKey.digest();
    private final SigningKey key;
    private final Signature.Signed seed;
    private String previous;
    String claimed = "";

    Chain(SigningKey key, Signature.Signed seed) {
      this.key = key;
      this.seed = seed;
      this.previous = seed.signature();
    }

    void endChunk() throws BrokenException {
      advance("-PAYLOAD", EMPTY_HASH + "\n" + HexFormat.of().formatHex(digest.digest()), claimed);
    }

    void endTrailers(String canonical, String signature) throws BrokenException {
      advance("-TRAILER", SigningKey.sha256(canonical.getBytes(StandardCharsets.UTF_8)), signature);
    }

    private void advance(String kind, String rest, String signature) throws BrokenException {
      String expected = key.sign(key.stringToSign(Signature.ALGORITHM + kind, AmzDate.format(seed.signedAt()), previous + "\n" + rest));
      if (!SigningKey.same(expected, signature)) {
        throw new BrokenException("a chunk's signature does not match", true);
      }
      previous = expected;
    }
  }
}
