package dev.postern.engine.s3;

import dev.postern.engine.s3.store.Bucket;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.Parameters;
import java.time.Instant;
import java.util.Optional;

/**
 * A request whose caller, place and parameters have been checked, for one operation.
 *
 * @param access who sent it, before the gate
 * @param bucketName of the bucket itself, also where the request names an access point
 * @param key empty when the operation is not about an object
 * @param region of the endpoint that it came to
 * @param found the bucket; empty when the operation does not need one that is there
 * @param input the parameters as the SDK's model class
 */
record Request<Q>(
    HttpCall call, Access access, String bucketName, String key, String region, Optional<Bucket> found, Parameters query, Q input, Instant now) {

  Bucket bucket() {
    return found.orElseThrow();
  }

  /** Whether it names, in the place of a bucket, the alias of its access point. */
  boolean isByAlias() {
    return access.point().isPresent() && Address.of(call).kind() == Address.Kind.BUCKETS;
  }

  /** What to throw when the bucket is deleted while the request runs. */
  Refusal bucketGone() {
    return S3Error.NO_SUCH_BUCKET.refusal("BucketName", bucketName);
  }

  /** What to throw when the object is not there. */
  Refusal noSuchKey() {
    return access.noSuchKey(bucket(), key);
  }
}
