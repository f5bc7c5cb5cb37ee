package dev.postern.app.lambda;

import dev.postern.core.action.Caller;

/** Where {@code S3Bucket} and {@code S3Key} of a function's code are read from. */
public interface ObjectSource {
  /** The whole object. @throws dev.postern.core.error.AwsException S3's refusal, for example {@code NoSuchKey} */
  byte[] read(Caller caller, String bucket, String key);
}
