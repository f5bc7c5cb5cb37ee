package dev.postern.engine.s3;

import dev.postern.core.action.Caller;
import dev.postern.core.authorize.AccessDenied;
import dev.postern.core.authorize.Ask;
import dev.postern.core.authorize.Gate;
import dev.postern.core.authorize.Origin;
import dev.postern.core.policy.Policy;
import dev.postern.core.policy.PolicyDocument;
import dev.postern.core.policy.request.Context;
import dev.postern.engine.s3.store.AccessPoint;
import dev.postern.engine.s3.store.Bucket;
import java.util.List;
import java.util.Optional;

/**
 * One request before the gate: who sent it, how it came, and what is the same about everything that it asks for.
 *
 * @param keys the condition keys that the request has, whatever it asks for
 * @param policies of the buckets
 * @param point the access point that it came through: what is asked of its bucket is asked of it too
 */
record Access(
    Gate gate, Caller caller, Origin origin, String region, Context keys, BucketPolicies policies, Optional<AccessPoint> point) {
  static final String ARN = "arn:aws:s3:::";

  Access through(AccessPoint to) {
    return new Access(gate, caller, origin, region, keys, policies, Optional.of(to));
  }

  /** For what the request names beside the bucket of its access point. */
  Access direct() {
    return new Access(gate, caller, origin, region, keys, policies, Optional.empty());
  }

  /** Something about a bucket, by the name of the action without its service. */
  Ask bucket(String action, Bucket bucket) {
    return ask(action, ARN + bucket.name(), bucket, policies.of(bucket, caller));
  }

  /** Something about an object, which need not be there. */
  Ask object(String action, Bucket bucket, String key) {
    return ask(action, ARN + bucket.name() + "/" + key, bucket, policies.of(bucket, caller));
  }

  /** Something about no bucket that is there. */
  Ask ownAccount(String action, String resource) {
    return new Ask("s3:" + action, resource, "", keys, Optional.empty(), Ask.Need.PERMISSION);
  }

  private Ask ask(String action, String resource, Bucket bucket, Optional<Policy> policy) {
    Context all = keys.with("s3:ResourceAccount", List.of(bucket.account()));
    return new Ask("s3:" + action, resource, bucket.account(), all, policy, Ask.Need.PERMISSION);
  }

  /**
   * Returns when everything is allowed.
   *
   * @throws Refusal when not: it says why to those of the bucket's account alone.
   *     <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html#access-denied-message-examples">AWS</a>
   */
  void admit(List<Ask> asks) {
    try {
      gate.admit(caller, origin, region, point.map(p -> both(p, asks)).orElse(asks));
    } catch (AccessDenied denied) {
      String owner = denied.judgement().request().resourceAccount();
      boolean isOfTheAccount = !caller.isAnonymous() && owner.equals(caller.account());
      throw isOfTheAccount ? new Refusal(S3Error.ACCESS_DENIED, denied.text()) : S3Error.ACCESS_DENIED.refusal();
    }
  }

  private List<Ask> both(AccessPoint to, List<Ask> asks) {
    return asks.stream()
        .flatMap(ask -> AccessPointPolicies.both(to, caller, ask, own -> gate.allows(caller, origin, region, own)).stream())
        .toList();
  }

  void admit(Ask ask) {
    admit(List.of(ask));
  }

  /** Whether the bucket's policy could still be changed by the same caller on the same way if it were {@code next}. */
  boolean couldUndo(Bucket bucket, PolicyDocument next) {
    Ask again = ask("PutBucketPolicy", ARN + bucket.name(), bucket, Optional.of(BucketPolicies.named(bucket, next)));
    return gate.allows(caller, origin, region, again);
  }

  /** @throws Refusal when the policy names somebody who is not there */
  void requirePrincipals(PolicyDocument policy) {
    gate.missingPrincipal(policy).ifPresent(e -> {
      throw S3Error.MALFORMED_POLICY.about(e.getMessage());
    });
  }

  /** What to answer about an object that is not there: who may not list the bucket does not learn that. */
  Refusal noSuchKey(Bucket bucket, String key) {
    admit(bucket("ListBucket", bucket));
    return S3Error.NO_SUCH_KEY.refusal("Key", key);
  }
}
