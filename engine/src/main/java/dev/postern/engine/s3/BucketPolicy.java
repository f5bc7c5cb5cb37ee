package dev.postern.engine.s3;

/** A bucket that has a policy: whose and where it is, and the policy's text. */
public record BucketPolicy(String bucket, String account, String region, String document) {}
