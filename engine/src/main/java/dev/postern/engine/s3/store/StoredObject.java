package dev.postern.engine.s3.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An object without its bytes.
 *
 * @param content which bytes
 * @param etag without quotes: the MD5 in hex, or {@code md5-N} of a multipart upload
 * @param parts the sizes of a multipart upload's parts in order; empty when it was put in one piece
 * @param headers what came with it and goes out with it: content headers and {@code x-amz-meta-*}, names in lower case
 */
public record StoredObject(
    String key,
    long content,
    long size,
    String etag,
    Instant modified,
    Optional<Sum> sum,
    List<Long> parts,
    Map<String, String> headers,
    Map<String, String> tags) {}
