package dev.postern.engine.s3.store;

import java.time.Instant;

/** A bucket: its name is unique over every account, its Region is where it lives. The id is never reused. */
public record Bucket(long id, String name, String account, String region, Instant created) {}
