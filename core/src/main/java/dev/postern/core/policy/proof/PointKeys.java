package dev.postern.core.policy.proof;

import dev.postern.core.policy.proof.text.Glob;
import dev.postern.core.policy.proof.text.TextSet;
import java.util.Set;

/**
 * The condition keys of requests through S3 access points.
 * <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html#access-points-condition-keys">AWS</a>
 */
final class PointKeys {
  static final String ARN = "s3:dataaccesspointarn";
  static final String ACCOUNT = "s3:dataaccesspointaccount";
  static final String ORIGIN = "s3:accesspointnetworkorigin";
  static final Set<String> ALL = Set.of(ARN, ACCOUNT, ORIGIN);

  private PointKeys() {}

  /** A limit on a key. One on the account is one on the ARN that has it: as keys of their own they would have to be held together for every account. */
  static Box box(String key, Limit limit) {
    boolean isAccount = key.equals(ACCOUNT) && limit.set() instanceof ValueSet.Texts;
    if (!isAccount) {
      return Box.of(Attribute.key(key), limit);
    }
    TextSet accounts = ((ValueSet.Texts) limit.set()).set();
    TextSet arns = new TextSet(accounts.globs().stream().map(Glob::asAccountOfArn).toList());
    return Box.of(Attribute.key(ARN), new Limit(limit.scope(), new ValueSet.Texts(arns), limit.isInside(), limit.admitsAbsence()));
  }
}
