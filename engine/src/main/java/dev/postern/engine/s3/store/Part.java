package dev.postern.engine.s3.store;

import java.time.Instant;

/** A part of a multipart upload. */
public record Part(int number, long content, long size, String etag, Instant modified, Sum sum) {}
