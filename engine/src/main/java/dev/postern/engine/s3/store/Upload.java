package dev.postern.engine.s3.store;

import java.time.Instant;
import java.util.Map;

/**
 * A multipart upload in progress.
 *
 * @param id sorts as its start does among the uploads of one key
 * @param headers of the object to be, as in {@link StoredObject}
 * @param chosen whether the client named the algorithm, or S3's default applies
 */
public record Upload(
    String id,
    String key,
    Instant initiated,
    Algorithm algorithm,
    Sum.Type type,
    boolean chosen,
    Map<String, String> headers,
    Map<String, String> tags) {}
