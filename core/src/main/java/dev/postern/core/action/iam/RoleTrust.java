package dev.postern.core.action.iam;

import dev.postern.core.model.IamRole;
import dev.postern.core.policy.Evaluator;
import dev.postern.core.policy.MalformedPolicy;
import dev.postern.core.policy.Policy;
import dev.postern.core.policy.PolicyDocument;
import dev.postern.core.policy.PolicySet;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.Verdict;
import dev.postern.core.policy.request.Context;
import dev.postern.core.policy.request.Principal;
import dev.postern.core.policy.request.PrincipalKeys;
import dev.postern.core.policy.request.Request;

/** Whether a service may take a role in its own name, as EC2 does for instances and Lambda for functions: its trust policy alone says so. */
public final class RoleTrust {
  public static final String EC2 = "ec2.amazonaws.com";
  public static final String LAMBDA = "lambda.amazonaws.com";

  private RoleTrust() {}

  /** A trust policy that cannot be read trusts nobody. */
  public static boolean isGiven(IamRole role, String service) {
    Principal principal = new Principal.Service(service);
    Context.Builder keys = Context.builder();
    PrincipalKeys.put(keys, principal);
    Request request = new Request(principal, "sts:AssumeRole", role.arn(), role.key().account(), keys.build());
    try {
      PolicyDocument trust = PolicyDocument.parse(PolicyType.ROLE_TRUST, role.assumeRolePolicyDocument());
      return Evaluator.verdict(request, PolicySet.NONE.withResource(new Policy(role.arn(), trust))) == Verdict.ALLOWED;
    } catch (MalformedPolicy _) {
      return false;
    }
  }
}
