package dev.postern.core.policy.lint;

import dev.postern.core.policy.Policy;
import dev.postern.core.policy.PolicyDocument;
import dev.postern.core.policy.PolicyType;

/** Policies that let everything pass. */
final class FullAccess {
  /** The policy that Organizations attaches everywhere. */
  static final Policy SCP =
      new Policy(
          "FullAWSAccess",
          PolicyDocument.parse(PolicyType.SCP, "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}"));

  /** What somebody's resource may have at worst. */
  static final Policy RESOURCE =
      new Policy(
          "any resource policy",
          PolicyDocument.parse(
              PolicyType.RESOURCE, "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}"));

  private FullAccess() {}
}
