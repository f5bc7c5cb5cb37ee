package dev.postern.engine.s3.store;

import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Bytes that were received and belong to no object yet. Those of a file are already safe on disk.
 *
 * @param small the bytes themselves when they are few
 * @param sums the checksums that were asked for, raw
 */
public record Draft(long content, long size, Optional<byte[]> small, Map<Algorithm, byte[]> sums) {
  /** The ETag of an object put in one piece: the MD5 in hex, which must have been asked for. */
  public String etag() {
    return HexFormat.of().formatHex(sums.get(Algorithm.MD5));
  }
}
