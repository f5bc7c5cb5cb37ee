package dev.postern.engine.s3;

import dev.postern.core.authorize.Documents;
import dev.postern.core.policy.PolicyDocument;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.PublicAccess;
import dev.postern.engine.s3.store.Storage;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.DeleteBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyStatusRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyStatusResponse;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyRequest;

/** The operations on a bucket's policy, which are for the bucket's own account alone. */
final class PolicyActions {
  private static final String PUBLIC = "User: %s is not authorized to perform: s3:PutBucketPolicy on resource: \"" + Access.ARN
      + "%s\" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.";
  private static final String LOCKED_OUT = "The new bucket policy would not let you change it again. To put it in place nonetheless, repeat the"
      + " request with x-amz-confirm-remove-self-bucket-access: true; the root user of account %s can always change it.";

  private final Storage storage;

  PolicyActions(Storage storage) {
    this.storage = storage;
  }

  Answer get(Request<GetBucketPolicyRequest> request) {
    return Answer.of(GetBucketPolicyResponse.builder().policy(policy(request)).build());
  }

  /** Whether the policy is public. <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicyStatus.html">AWS</a> */
  Answer status(Request<GetBucketPolicyStatusRequest> request) {
    boolean isPublic = PublicAccess.isPublic(Documents.of(PolicyType.RESOURCE, policy(request)));
    return Answer.of(GetBucketPolicyStatusResponse.builder().policyStatus(s -> s.isPublic(isPublic)).build());
  }

  private String policy(Request<?> request) {
    requireOwner(request);
    return storage.buckets().setting(request.bucket(), Setting.POLICY)
        .orElseThrow(() -> S3Error.NO_SUCH_BUCKET_POLICY.refusal("BucketName", request.bucketName()));
  }

  /** <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html">AWS</a> */
  Answer put(Request<PutBucketPolicyRequest> request) {
    requireOwner(request);
    String text = Optional.ofNullable(request.input().policy()).orElseThrow(() -> S3Error.MALFORMED_POLICY.about("Missing policy"));
    PolicyDocument policy = PolicyText.ofBucket(request.bucketName(), text);
    Access access = request.access();
    access.requirePrincipals(policy);
    if (access.policies().blocks(request.bucket()).blockPublicPolicy() && PublicAccess.isPublic(policy)) {
      throw new Refusal(S3Error.ACCESS_DENIED, PUBLIC.formatted(access.caller().principalArn(), request.bucketName()));
    }
    boolean confirmed = Boolean.TRUE.equals(request.input().confirmRemoveSelfBucketAccess());
    if (!confirmed && !access.couldUndo(request.bucket(), policy)) {
      throw new Refusal(S3Error.ACCESS_DENIED, LOCKED_OUT.formatted(request.bucket().account()));
    }
    storage.buckets().set(request.bucket(), Setting.POLICY, text);
    return Answer.noContent();
  }

  Answer delete(Request<DeleteBucketPolicyRequest> request) {
    requireOwner(request);
    storage.buckets().unset(request.bucket(), Setting.POLICY);
    return Answer.noContent();
  }

  /** Who may, and is of another account, is told that this cannot be done. */
  private static void requireOwner(Request<?> request) {
    if (!request.access().caller().account().equals(request.bucket().account())) {
      throw S3Error.METHOD_NOT_ALLOWED.refusal("Method", request.call().method(), "ResourceType", "BUCKETPOLICY");
    }
  }
}
