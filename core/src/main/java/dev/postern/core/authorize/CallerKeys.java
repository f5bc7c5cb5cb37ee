package dev.postern.core.authorize;

import dev.postern.core.action.Caller;
import dev.postern.core.model.AccessKey;
import dev.postern.core.model.IamRole;
import dev.postern.core.model.IamUser;
import dev.postern.core.policy.request.Context;
import dev.postern.core.policy.request.Principal;
import dev.postern.core.policy.request.PrincipalKeys;
import dev.postern.core.state.Snapshot;
import java.util.Map;
import java.util.Optional;

/**
 * The condition keys that follow from who calls, and from the session in which it does.
 * <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties">AWS</a>
 */
final class CallerKeys {
  private CallerKeys() {}

  static void put(Context.Builder keys, Snapshot snapshot, Caller caller, Principal principal) {
    PrincipalKeys.put(keys, principal);
    if (!(principal instanceof Principal.Iam iam)) {
      return;
    }
    keys.put("aws:userid", caller.userId());
    switch (iam.kind()) {
      case ROOT -> {}
      case USER, FEDERATED_USER -> CallerPolicies.user(snapshot, iam).map(IamUser::key).ifPresent(user -> putTags(keys, snapshot.tagsOf(user)));
      case ROLE, SESSION -> CallerPolicies.role(snapshot, iam).ifPresent(role -> putRole(keys, snapshot, role));
    }
    Optional<AccessKey> temporary = caller.key().filter(key -> key.sessionToken().isPresent());
    if (temporary.isPresent()) {
      putSession(keys, temporary.get());
    }
  }

  /** A session's principal is its role, whose ARN has a path that the session's has not. */
  private static void putRole(Context.Builder keys, Snapshot snapshot, IamRole role) {
    keys.put("aws:PrincipalArn", role.arn());
    putTags(keys, snapshot.tagsOf(role.key()));
  }

  /** The tags of a session go before those of its role or user. Nobody has a second factor here. */
  private static void putSession(Context.Builder keys, AccessKey key) {
    keys.put("aws:TokenIssueTime", key.createDate().toString()).put("aws:MultiFactorAuthPresent", "false");
    if (key.session().isPresent()) {
      putTags(keys, key.session().get().tags());
      key.session().get().sourceIdentity().ifPresent(identity -> keys.put("aws:SourceIdentity", identity));
    }
  }

  private static void putTags(Context.Builder keys, Map<String, String> tags) {
    tags.forEach((key, value) -> keys.put("aws:PrincipalTag/" + key, value));
  }
}
