package dev.postern.core.policy.proof;

import dev.postern.core.policy.Policy;
import dev.postern.core.policy.PolicyDocument;
import dev.postern.core.policy.PolicyType;

/** Policies that allow everything: the worst that can be assumed of an identity. */
final class Everything {
  static final Policy IDENTITY =
      new Policy(
          "any identity policy",
          PolicyDocument.parse(PolicyType.IDENTITY, "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}"));

  private Everything() {}

  /** A resource policy that lets the account decide. */
  static Policy leftTo(String account) {
    String text = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + account + "\"},\"Action\":\"*\",\"Resource\":\"*\"}]}";
    return new Policy("left to the account", PolicyDocument.parse(PolicyType.RESOURCE, text));
  }
}
