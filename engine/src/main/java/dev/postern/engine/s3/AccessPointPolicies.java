package dev.postern.engine.s3;

import dev.postern.core.action.Caller;
import dev.postern.core.authorize.Ask;
import dev.postern.core.authorize.Documents;
import dev.postern.core.plan.Door;
import dev.postern.core.policy.Policy;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.PublicAccess;
import dev.postern.engine.s3.store.AccessPoint;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a request through an access point must pass beside the bucket's own policy.
 * <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html">AWS</a>
 */
final class AccessPointPolicies {
  /** What can be done through one; all else is about the bucket itself. */
  private static final Set<String> COMPATIBLE = Set.of(
      "AbortMultipartUpload", "CompleteMultipartUpload", "CopyObject", "CreateMultipartUpload", "DeleteObject", "DeleteObjects",
      "DeleteObjectTagging", "GetBucketAcl", "GetBucketCors", "GetBucketLocation", "GetBucketNotificationConfiguration", "GetBucketPolicy",
      "GetObject", "GetObjectAcl", "GetObjectAttributes", "GetObjectLegalHold", "GetObjectRetention", "GetObjectTagging", "HeadBucket",
      "HeadObject", "ListMultipartUploads", "ListObjects", "ListObjectsV2", "ListObjectVersions", "ListParts", "PutObject", "PutObjectAcl",
      "PutObjectLegalHold", "PutObjectRetention", "PutObjectTagging", "RestoreObject", "UploadPart", "UploadPartCopy");

  private AccessPointPolicies() {}

  /** <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-service-api-support.html">AWS</a> */
  static boolean isCompatible(Operation<?> operation) {
    return COMPATIBLE.contains(operation.binding().operation());
  }

  /** Whether a point of one VPC takes what came by this door: the endpoint's socket says which VPC that is. */
  static boolean takes(AccessPoint point, Door door) {
    return switch (door) {
      case Door.Endpoint endpoint -> point.vpc().isEmpty() || point.vpc().get().equals(endpoint.vpcId());
      case Door.Api _, Door.Public _, Door.Resolver _, Door.PublicResolver _, Door.Metadata _, Door.Balancer _ -> point.vpc().isEmpty();
    };
  }

  static PublicBlocks blocks(AccessPoint point) {
    return PublicBlocks.of(Optional.of(point.blocks()));
  }

  /** The point's policy. Where {@code RestrictPublicBuckets} is on, a public one gives nothing to other accounts; one of a single VPC never is public. */
  static Optional<Policy> of(AccessPoint point, Caller caller) {
    Optional<Policy> policy =
        point.policy().map(text -> new Policy("access point policy of " + point.name(), Documents.of(PolicyType.RESOURCE, text)));
    boolean restricted = point.vpc().isEmpty() && blocks(point).restrictPublicBuckets() && !caller.account().equals(point.account());
    return policy.filter(p -> !restricted || !PublicAccess.isPublic(p.document()));
  }

  /** An ask with the keys that everything about an access point has. */
  static Ask keys(AccessPoint point, Ask ask) {
    return ask.with("s3:DataAccessPointAccount", point.account())
        .with("s3:DataAccessPointArn", point.arn())
        .with("s3:AccessPointNetworkOrigin", point.networkOrigin());
  }

  /**
   * What is asked on the point and on its bucket for something that is asked on the bucket.
   *
   * <p>The caller's own permission is for the point. Where that, the caller and the bucket are of one account, it is enough unless the bucket's
   * policy denies; what the point's policy alone gives must be given by the bucket too; and a bucket of another account must give by its policy.
   *
   * @param own whether the caller's policies allow it on the point without that one's own policy
   */
  static List<Ask> both(AccessPoint point, Caller caller, Ask onBucket, Predicate<Ask> own) {
    Ask here = keys(point, onBucket);
    String rest = onBucket.resource().substring(Access.ARN.length() + point.bucket().name().length());
    Ask bare = here.on(point.arn() + (rest.isEmpty() ? "" : "/object" + rest), point.account(), Optional.empty())
        .with("s3:ResourceAccount", point.account());
    boolean isOwners = caller.account().equals(point.bucket().account());
    boolean isGiven = !isOwners || caller.account().equals(point.account()) && own.test(bare);
    Ask there = bare.of(point.account(), of(point, caller));
    return List.of(there, isGiven ? here.permittedElsewhere() : here);
  }
}
