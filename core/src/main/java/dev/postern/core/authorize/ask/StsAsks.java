package dev.postern.core.authorize.ask;

import dev.postern.core.action.Caller;
import dev.postern.core.authorize.Ask;
import dev.postern.core.authorize.Documents;
import dev.postern.core.model.AccessKey;
import dev.postern.core.model.IamRole;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.policy.Policy;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;

/**
 * What STS's calls ask for. Whoever has credentials may ask who they are and renew them, even against a Deny, so of these the way alone is
 * judged: an endpoint's policy binds them too. A role is taken if its trust policy lets the caller, and by the caller's own policies where
 * the trust policy names no more than the account. A user is federated under a name that policies can limit.
 * <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-sts">AWS</a>
 */
public final class StsAsks {
  private StsAsks() {}

  /** As {@link Asking} says. */
  public static List<Ask> of(String operation, SdkPojo request, Snapshot snapshot, Caller caller) {
    String action = "sts:" + operation;
    return switch (operation) {
      case "GetCallerIdentity", "GetSessionToken" -> List.of(Ask.of(action, "*").needingNoPermission());
      case "AssumeRole" -> assumption(request, snapshot, caller);
      case "GetFederationToken" -> federation(request, caller);
      default -> List.of(Ask.of(action, "*"));
    };
  }

  private static List<Ask> federation(SdkPojo request, Caller caller) {
    String arn = "arn:aws:sts::" + caller.account() + ":federated-user/" + Members.text(request, "Name").orElse("*");
    Ask federate = TagKeys.requested(Ask.of("sts:GetFederationToken", arn), TagKeys.given(request, "Tags"));
    return TagKeys.given(request, "Tags").isEmpty() ? List.of(federate) : List.of(federate, federate.to("sts:TagSession"));
  }

  /** Tags and the source identity are asked for also when the caller's own session hands them on. */
  private static List<Ask> assumption(SdkPojo request, Snapshot snapshot, Caller caller) {
    Optional<AccessKey.Session> before = caller.key().flatMap(AccessKey::session);
    Ask assume = withKeys(onRole(request, snapshot), request, before);
    List<Ask> asks = new ArrayList<>(List.of(assume));
    boolean tags = !TagKeys.given(request, "Tags").isEmpty() || before.filter(s -> !s.transitiveTagKeys().isEmpty()).isPresent();
    if (tags) {
      asks.add(assume.to("sts:TagSession"));
    }
    if (sourceIdentity(request, before).isPresent()) {
      asks.add(assume.to("sts:SetSourceIdentity"));
    }
    return asks;
  }

  /** The trust policy is the role's own; a role that is not there trusts nobody. */
  private static Ask onRole(SdkPojo request, Snapshot snapshot) {
    String arn = Members.text(request, "RoleArn").orElse("*");
    Ask ask = Ask.of("sts:AssumeRole", arn);
    String[] parts = arn.split(":", 6);
    if (parts.length < 6) {
      return ask;
    }
    ResourceKey key = new ResourceKey(parts[4], ResourceKey.GLOBAL, Kind.IAM_ROLE, arn.substring(arn.lastIndexOf('/') + 1));
    Optional<Policy> trust =
        snapshot
            .find(IamRole.class, key)
            .filter(role -> role.arn().equals(arn))
            .map(role -> new Policy(arn, Documents.of(PolicyType.ROLE_TRUST, role.assumeRolePolicyDocument())));
    return TagKeys.ofResource(ask.of(parts[4], trust), snapshot.tagsOf(key), "iam");
  }

  private static Ask withKeys(Ask ask, SdkPojo request, Optional<AccessKey.Session> before) {
    Ask with = TagKeys.requested(ask, TagKeys.given(request, "Tags"));
    List<String> transitive = Members.list(request, "TransitiveTagKeys");
    if (!transitive.isEmpty()) {
      with = with.with("sts:TransitiveTagKeys", transitive);
    }
    for (Map.Entry<String, String> key : Map.of("sts:ExternalId", "ExternalId", "sts:RoleSessionName", "RoleSessionName").entrySet()) {
      Optional<String> value = Members.text(request, key.getValue());
      with = value.isPresent() ? with.with(key.getKey(), value.get()) : with;
    }
    Optional<String> identity = sourceIdentity(request, before);
    return identity.isPresent() ? with.with("sts:SourceIdentity", identity.get()) : with;
  }

  private static Optional<String> sourceIdentity(SdkPojo request, Optional<AccessKey.Session> before) {
    return Members.text(request, "SourceIdentity").or(() -> before.flatMap(AccessKey.Session::sourceIdentity));
  }
}
