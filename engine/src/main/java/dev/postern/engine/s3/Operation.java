package dev.postern.engine.s3;

import dev.postern.wire.rest.RestBinding;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;

/**
 * One operation of S3 as a row: which requests it is, what it honours, what it does.
 *
 * @param honoured the parameters by their wire names; the others of the model are refused by name
 * @param permission the action of IAM that it is, without {@code s3:}; empty when nothing is asked before it is carried out
 * @param needsBucket whether the bucket must be there, in this Region
 * @param streams whether the body is an object's bytes and not a document
 */
record Operation<Q>(RestBinding<Q> binding, Set<String> honoured, String permission, boolean needsBucket, boolean streams, Action<Q> action) {

  /** What an operation does. */
  interface Action<Q> {
    Answer apply(Request<Q> request);
  }

  private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

  /** Parameters that mean the same everywhere: their values are checked by {@link CommonRules} and {@link Digests}. */
  private static final List<String> COMMON = List.of(
      "Bucket", "Key", "Content-MD5", "Content-Length", "versionId", "x-amz-expected-bucket-owner", "x-amz-request-payer", "x-amz-acl",
      "x-amz-grant-full-control", "x-amz-grant-read", "x-amz-grant-read-acp", "x-amz-grant-write", "x-amz-grant-write-acp",
      "x-amz-server-side-encryption", "x-amz-storage-class", "x-amz-sdk-checksum-algorithm", "x-amz-checksum-algorithm", "x-amz-checksum-crc32",
      "x-amz-checksum-crc32c", "x-amz-checksum-crc64nvme", "x-amz-checksum-sha1", "x-amz-checksum-sha256", "x-amz-checksum-sha512",
      "x-amz-checksum-md5", "x-amz-checksum-xxhash64", "x-amz-checksum-xxhash3", "x-amz-checksum-xxhash128");

  static <Q> Operation<Q> of(String name, String method, String pattern, Class<Q> type, Action<Q> action) {
    return new Operation<>(RestBinding.of(name, method, pattern, type).namespace(NAMESPACE), Set.copyOf(COMMON), name, true, false, action);
  }

  /** Something that S3 does and Postern does not: refused by name, whatever it carries. */
  static Operation<HeadBucketRequest> notBuilt(String name, String method, String pattern) {
    Operation<HeadBucketRequest> row = of(name, method, pattern, HeadBucketRequest.class, _ -> {
      throw S3Error.notImplemented(name);
    });
    return new Operation<>(row.binding, row.honoured, "", true, true, row.action);
  }

  /** A setting that no bucket has: reading it answers as S3 does for a bucket without. */
  static Operation<HeadBucketRequest> notConfigured(String name, String method, String pattern, S3Error error) {
    return of(name, method, pattern, HeadBucketRequest.class, request -> {
      throw error.refusal("BucketName", request.bucketName());
    });
  }

  Operation<Q> honouring(String... names) {
    Set<String> more = new HashSet<>(honoured);
    more.addAll(Arrays.asList(names));
    return new Operation<>(binding, Set.copyOf(more), permission, needsBucket, streams, action);
  }

  /** The row with the action of IAM that it is, where that is named otherwise. */
  Operation<Q> asking(String action) {
    return new Operation<>(binding, honoured, action, needsBucket, streams, this.action);
  }

  /** The row with the name of the response's root element. */
  Operation<Q> root(String name) {
    return new Operation<>(binding.root(name), honoured, permission, needsBucket, streams, action);
  }

  Operation<Q> whenHeader(String name) {
    return new Operation<>(binding.whenHeader(name), honoured, permission, needsBucket, streams, action);
  }

  Operation<Q> withoutBucket() {
    return new Operation<>(binding, honoured, permission, false, streams, action);
  }

  Operation<Q> streaming() {
    return new Operation<>(binding, honoured, permission, needsBucket, true, action);
  }
}
