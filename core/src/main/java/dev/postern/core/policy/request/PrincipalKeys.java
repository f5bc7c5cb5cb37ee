package dev.postern.core.policy.request;

/**
 * The condition keys that follow from who calls.
 * <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties">AWS</a>
 */
public final class PrincipalKeys {
  private PrincipalKeys() {}

  /** {@code request} with the keys of its principal, where its context does not say otherwise. A role's ARN is taken to have no path. */
  public static Request complete(Request request) {
    Context.Builder keys = Context.builder();
    put(keys, request.principal());
    request.context().forEach(keys::put);
    return request.with(keys.build());
  }

  /** Puts the keys of {@code principal}. A role's ARN is taken to have no path. */
  public static void put(Context.Builder keys, Principal principal) {
    switch (principal) {
      case Principal.Anonymous _ -> keys.put("aws:PrincipalAccount", "anonymous").put("aws:PrincipalType", "Anonymous");
      case Principal.Service(String name) -> keys.put("aws:PrincipalIsAWSService", "true").put("aws:PrincipalServiceName", name);
      case Principal.Federated _, Principal.CanonicalUser _ -> {}
      case Principal.Iam caller -> {
        keys.put("aws:PrincipalArn", arn(caller)).put("aws:PrincipalAccount", caller.account()).put("aws:PrincipalIsAWSService", "false");
        keys.put("aws:PrincipalType", type(caller.kind()));
        if (caller.kind() == Principal.Iam.Kind.USER) {
          keys.put("aws:username", caller.entity().substring(caller.entity().lastIndexOf('/') + 1));
        }
      }
    }
  }

  /** A session has its role's ARN. */
  private static String arn(Principal.Iam caller) {
    if (caller.kind() != Principal.Iam.Kind.SESSION) {
      return caller.name();
    }
    return caller.name().substring(0, caller.name().indexOf(":sts:")) + ":iam::" + caller.account() + ":role/" + caller.entity();
  }

  private static String type(Principal.Iam.Kind kind) {
    return switch (kind) {
      case ROOT -> "Account";
      case USER -> "User";
      case ROLE, SESSION -> "AssumedRole";
      case FEDERATED_USER -> "FederatedUser";
    };
  }
}
