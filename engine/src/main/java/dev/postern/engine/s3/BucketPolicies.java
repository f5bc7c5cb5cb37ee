package dev.postern.engine.s3;

import dev.postern.core.action.Caller;
import dev.postern.core.authorize.Documents;
import dev.postern.core.policy.Policy;
import dev.postern.core.policy.PolicyDocument;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.PublicAccess;
import dev.postern.engine.s3.store.Bucket;
import dev.postern.engine.s3.store.Storage;
import java.util.Optional;

/** The policies of buckets as they bind a caller, after what S3 Block Public Access takes from them. */
final class BucketPolicies {
  private final Storage storage;

  BucketPolicies(Storage storage) {
    this.storage = storage;
  }

  /**
   * The bucket's policy. Where {@code RestrictPublicBuckets} is on, a public one gives nothing to other accounts and to nobody in particular.
   * <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html">AWS</a>
   */
  Optional<Policy> of(Bucket bucket, Caller caller) {
    Optional<Policy> policy =
        storage.buckets().setting(bucket, Setting.POLICY).map(text -> named(bucket, Documents.of(PolicyType.RESOURCE, text)));
    if (caller.account().equals(bucket.account()) || policy.isEmpty()) {
      return policy;
    }
    return blocks(bucket).restrictPublicBuckets() && PublicAccess.isPublic(policy.get().document()) ? Optional.empty() : policy;
  }

  PublicBlocks blocks(Bucket bucket) {
    return PublicBlocks.of(storage.buckets().setting(bucket, Setting.PUBLIC_ACCESS_BLOCK));
  }

  static Policy named(Bucket bucket, PolicyDocument document) {
    return new Policy("bucket policy of " + bucket.name(), document);
  }
}
