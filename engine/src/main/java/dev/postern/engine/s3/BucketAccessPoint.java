package dev.postern.engine.s3;

import java.util.Optional;

/**
 * An access point as proofs about its bucket see it.
 *
 * @param vpc the only VPC whose requests it takes; empty when it takes those of the internet
 * @param document the policy's text; empty without one
 */
public record BucketAccessPoint(String arn, String bucket, String region, Optional<String> vpc, Optional<String> document) {}
