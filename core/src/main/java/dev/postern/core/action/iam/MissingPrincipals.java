package dev.postern.core.action.iam;

import dev.postern.core.model.IamRole;
import dev.postern.core.model.IamUser;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.policy.MalformedPolicy;
import dev.postern.core.policy.PolicyDocument;
import dev.postern.core.policy.PrincipalPattern;
import dev.postern.core.policy.Statement;
import dev.postern.core.policy.request.Principal;
import dev.postern.core.state.Snapshot;
import java.util.Optional;

/**
 * Users and roles that a policy names and that are not there: AWS refuses such a policy when it is attached to a resource.
 * <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html">AWS</a>
 */
public final class MissingPrincipals {
  private MissingPrincipals() {}

  /** What is wrong with the policy, for the first of them. */
  public static Optional<MalformedPolicy> of(Snapshot snapshot, PolicyDocument policy) {
    for (Statement statement : policy.statements()) {
      for (PrincipalPattern pattern : statement.principals().patterns()) {
        if (pattern instanceof PrincipalPattern.Entity(String written, Principal.Iam named) && !isThere(snapshot, named)) {
          return Optional.of(new MalformedPolicy(statement.place(), "Invalid principal in policy: \"AWS\":\"" + written + "\""));
        }
      }
    }
    return Optional.empty();
  }

  /** Sessions come and go: only that their role is there can be asked, and federated users are nowhere. */
  private static boolean isThere(Snapshot snapshot, Principal.Iam named) {
    String name = named.entity().substring(named.entity().lastIndexOf('/') + 1);
    return switch (named.kind()) {
      case ROOT, FEDERATED_USER -> true;
      case USER -> snapshot.find(IamUser.class, key(named, Kind.IAM_USER, name)).filter(u -> u.arn().equals(named.name())).isPresent();
      case ROLE -> snapshot.find(IamRole.class, key(named, Kind.IAM_ROLE, name)).filter(r -> r.arn().equals(named.name())).isPresent();
      case SESSION -> snapshot.find(IamRole.class, key(named, Kind.IAM_ROLE, name)).isPresent();
    };
  }

  private static ResourceKey key(Principal.Iam named, Kind kind, String name) {
    return new ResourceKey(named.account(), ResourceKey.GLOBAL, kind, name);
  }
}
