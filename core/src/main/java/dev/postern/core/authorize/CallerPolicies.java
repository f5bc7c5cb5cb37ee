package dev.postern.core.authorize;

import dev.postern.core.action.Caller;
import dev.postern.core.model.AccessKey;
import dev.postern.core.model.IamPolicy;
import dev.postern.core.model.IamRole;
import dev.postern.core.model.IamUser;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.policy.Policy;
import dev.postern.core.policy.PolicySet;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.request.Principal;
import dev.postern.core.services.AwsPolicies;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The policies on the caller's own side: those of its user or role or of whom it acts for, the boundary of that, and those of its session. */
final class CallerPolicies {
  private static final String NOTHING = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"NotAction\":\"*\",\"Resource\":\"*\"}]}";

  private CallerPolicies() {}

  static PolicySet of(Snapshot snapshot, Caller caller, Principal principal) {
    if (!(principal instanceof Principal.Iam iam)) {
      return PolicySet.NONE;
    }
    PolicySet own =
        switch (iam.kind()) {
          case ROOT -> PolicySet.NONE;
          case FEDERATED_USER -> federated(snapshot, iam);
          case USER -> ofUser(snapshot, iam);
          case ROLE, SESSION ->
              role(snapshot, iam)
                  .map(r -> identity(snapshot, r.roleName(), r.inlinePolicies(), r.attachedPolicyArns(), r.permissionsBoundary()))
                  .orElse(PolicySet.NONE);
        };
    Optional<AccessKey.Session> session = caller.key().flatMap(AccessKey::session);
    return session.isPresent() ? own.withSession(session(snapshot, session.get())) : own;
  }

  private static PolicySet ofUser(Snapshot snapshot, Principal.Iam iam) {
    return user(snapshot, iam)
        .map(u -> identity(snapshot, u.userName(), u.inlinePolicies(), u.attachedPolicyArns(), u.permissionsBoundary()))
        .orElse(PolicySet.NONE);
  }

  /** A federated user has the policies of whom it acts for; a root user has none, and needs none. */
  private static PolicySet federated(Snapshot snapshot, Principal.Iam iam) {
    boolean ofRoot = Principal.ofArn(iam.federator()).filter(f -> f.kind() == Principal.Iam.Kind.ROOT).isPresent();
    return ofRoot ? PolicySet.NONE.withIdentity(Authorizer.EVERYBODY_MAY.identity()) : ofUser(snapshot, iam);
  }

  /** The user itself, or whom a federated user acts for. */
  static Optional<IamUser> user(Snapshot snapshot, Principal.Iam iam) {
    String name = iam.kind() == Principal.Iam.Kind.FEDERATED_USER ? last(iam.federator()) : last(iam.entity());
    return snapshot.find(IamUser.class, new ResourceKey(iam.account(), ResourceKey.GLOBAL, Kind.IAM_USER, name));
  }

  static Optional<IamRole> role(Snapshot snapshot, Principal.Iam iam) {
    return snapshot.find(IamRole.class, new ResourceKey(iam.account(), ResourceKey.GLOBAL, Kind.IAM_ROLE, last(iam.entity())));
  }

  private static PolicySet identity(
      Snapshot snapshot, String owner, Map<String, String> inline, List<String> attached, Optional<String> boundary) {
    List<Policy> policies = new ArrayList<>();
    inline.forEach((name, text) -> policies.add(new Policy(owner + "/" + name, Documents.of(PolicyType.IDENTITY, text))));
    attached.forEach(arn -> managed(snapshot, PolicyType.IDENTITY, arn).ifPresent(policies::add));
    PolicySet identity = PolicySet.NONE.withIdentity(policies);
    return boundary.map(arn -> identity.withBoundary(limit(snapshot, PolicyType.BOUNDARY, arn))).orElse(identity);
  }

  /** Without a session policy a role's session may all that the role may, and a federated user nothing. */
  private static List<Policy> session(Snapshot snapshot, AccessKey.Session session) {
    List<Policy> policies = new ArrayList<>();
    if (session.federator().isPresent()) {
      policies.add(new Policy("no session policy", Documents.of(PolicyType.SESSION, NOTHING)));
    }
    session.policy().ifPresent(text -> policies.add(new Policy("session policy", Documents.of(PolicyType.SESSION, text))));
    session.policyArns().forEach(arn -> policies.add(limit(snapshot, PolicyType.SESSION, arn)));
    return policies;
  }

  /** A managed policy that limits; one that is gone leaves nothing. */
  private static Policy limit(Snapshot snapshot, PolicyType type, String arn) {
    return managed(snapshot, type, arn).orElseGet(() -> new Policy(arn, Documents.of(type, "")));
  }

  /** A managed policy, a customer's or AWS's own, in its default version. */
  static Optional<Policy> managed(Snapshot snapshot, PolicyType type, String arn) {
    return AwsPolicies.find(arn)
        .or(() -> snapshot.find(IamPolicy.class, new ResourceKey(arn.split(":")[4], ResourceKey.GLOBAL, Kind.IAM_POLICY, last(arn))))
        .map(policy -> new Policy(arn, Documents.of(type, policy.versions().get(policy.defaultVersionId()).document())));
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
