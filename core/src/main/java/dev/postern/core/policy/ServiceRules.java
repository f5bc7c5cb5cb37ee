package dev.postern.core.policy;

import dev.postern.core.policy.request.Principal;
import dev.postern.core.policy.request.Request;
import java.util.Set;

/** Where single services differ from the general order of evaluation. */
final class ServiceRules {
  private static final Set<String> RESCUES =
      Set.of("s3:getbucketpolicy", "s3:putbucketpolicy", "s3:deletebucketpolicy", "dynamodb:deleteresourcepolicy");

  /** <a href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html">Services whose resources an RCP binds</a> */
  private static final String[] UNDER_RCPS = {
    "s3:", "sts:", "kms:", "sqs:", "secretsmanager:", "dynamodb:", "ecr:", "logs:", "cognito-identity:", "cognito-idp:", "aoss:"
  };

  private ServiceRules() {}

  /** A KMS key and a role trust only whom their own policy names: an identity's policy is never enough. */
  static boolean needsResourcePolicy(Request request) {
    String resource = request.resource();
    return request.foldedAction().startsWith("kms:") && resource.startsWith("arn:") && resource.contains(":kms:") || isRoleAssumption(request);
  }

  /** Taking a role, and what may come with it: tags and the name of who is behind the session. */
  static boolean isRoleAssumption(Request request) {
    String action = request.foldedAction();
    return action.startsWith("sts:")
        && (action.startsWith("sts:assumerole") || action.equals("sts:tagsession") || action.equals("sts:setsourceidentity"))
        && request.resource().startsWith("arn:")
        && request.resource().contains(":role/");
  }

  /**
   * The root user of a bucket's owner can always read, write and delete the bucket's policy, whatever that says; of a table's owner, delete it.
   * <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html">AWS</a>,
   * <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteResourcePolicy.html">AWS</a>
   */
  static boolean isPolicyRescue(Request request) {
    return PrincipalPattern.isRoot(request.principal())
        && RESCUES.contains(request.foldedAction())
        && request.principal().account().equals(request.resourceAccount());
  }

  /** Every caller, foreign and anonymous too, but for what AWS does with roles that it linked to its services. */
  static boolean isUnderRcps(Request request) {
    if (request.principal() instanceof Principal.Iam caller && caller.isServiceLinked() || request.foldedAction().equals("kms:retiregrant")) {
      return false;
    }
    for (String service : UNDER_RCPS) {
      if (request.foldedAction().startsWith(service)) {
        return true;
      }
    }
    return false;
  }

  /** The users, roles and root of an account, but for roles linked to services. */
  static boolean isUnderScps(Request request) {
    return request.principal() instanceof Principal.Iam caller && !caller.isServiceLinked();
  }
}
