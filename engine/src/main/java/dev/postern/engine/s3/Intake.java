package dev.postern.engine.s3;

import dev.postern.engine.s3.store.Algorithm;
import dev.postern.engine.s3.store.Draft;
import dev.postern.engine.s3.store.Storage;
import dev.postern.engine.s3.store.Sum;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.sigv4.ChunkedBody;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The body of an upload, received, and compared with every digest that the client sent. @param sum the checksum to keep */
record Intake(Draft draft, Sum sum) {
  private static final long MAX_BYTES = 5L << 30;
  private static final int MAX_DOCUMENT = 2 << 20;

  /**
   * Receives the bytes of an object or part.
   *
   * @param fallback the checksum to compute when the client sends none
   * @throws Refusal when they are too many or too few, or a digest does not match; nothing is kept then
   */
  static Intake receive(Storage storage, HttpCall call, Algorithm fallback) {
    long length = length(call).orElseThrow(S3Error.MISSING_CONTENT_LENGTH::refusal);
    if (length > MAX_BYTES) {
      throw S3Error.ENTITY_TOO_LARGE.refusal("ProposedSize", String.valueOf(length), "MaxSizeAllowed", String.valueOf(MAX_BYTES));
    }
    Digests digests = Digests.of(call.headers(), fallback);
    Body body = Body.of(call);
    Draft draft;
    try {
      draft = storage.receive(body.stream, digests.needed());
    } catch (IOException e) {
      throw S3Error.INCOMPLETE_BODY.refusal();
    }
    boolean accepted = false;
    try {
      if (draft.size() != length) {
        throw S3Error.INCOMPLETE_BODY.refusal();
      }
      Intake intake = new Intake(draft, digests.check(draft.sums(), body.trailers));
      accepted = true;
      return intake;
    } finally {
      if (!accepted) {
        storage.discard(draft);
      }
    }
  }

  /** The bytes of an XML document. @throws Refusal as with objects, {@link S3Error#MALFORMED_XML} when it is far too long */
  static byte[] document(HttpCall call) {
    Digests digests = Digests.of(call.headers(), Algorithm.CRC64NVME);
    Body body = Body.of(call);
    byte[] bytes;
    try {
      bytes = body.stream.readNBytes(MAX_DOCUMENT + 1);
    } catch (IOException e) {
      throw S3Error.INCOMPLETE_BODY.refusal();
    }
    if (bytes.length > MAX_DOCUMENT) {
      throw S3Error.MALFORMED_XML.refusal();
    }
    if (length(call).filter(declared -> declared != bytes.length).isPresent()) {
      throw S3Error.INCOMPLETE_BODY.refusal();
    }
    Map<Algorithm, byte[]> sums = new EnumMap<>(Algorithm.class);
    digests.needed().forEach(algorithm -> sums.put(algorithm, algorithm.of(bytes)));
    digests.check(sums, body.trailers);
    return bytes;
  }

  private static Optional<Long> length(HttpCall call) {
    return ChunkedBody.isChunked(call) ? ChunkedBody.declaredLength(call) : Optional.of(call.contentLength()).filter(n -> n >= 0);
  }

  /** The bytes themselves, and what comes behind them, complete at their end. */
  private record Body(InputStream stream, Headers trailers) {
    static Body of(HttpCall call) {
      if (!ChunkedBody.isChunked(call)) {
        return new Body(call.body(), new Headers());
      }
      ChunkedBody chunked = ChunkedBody.unverified(call);
      return new Body(chunked, chunked.trailers());
    }
  }
}
