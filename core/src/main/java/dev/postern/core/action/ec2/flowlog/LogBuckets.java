package dev.postern.core.action.ec2.flowlog;

import dev.postern.core.action.Caller;

/** Where an action asks about a bucket, which no pure action can know of. */
@FunctionalInterface
public interface LogBuckets {
  /** What S3 says of a bucket to a caller. */
  Answer ask(Caller caller, String bucket);

  /** Whether a bucket is there and the caller's. */
  enum Answer {
    THERE,
    MISSING,
    DENIED
  }
}
