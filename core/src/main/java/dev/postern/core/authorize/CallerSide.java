package dev.postern.core.authorize;

import dev.postern.core.action.Caller;
import dev.postern.core.memo.Kept;
import dev.postern.core.model.AccessKey;
import dev.postern.core.model.OrganizationPolicy;
import dev.postern.core.policy.Policy;
import dev.postern.core.policy.PolicySet;
import dev.postern.core.policy.request.Context;
import dev.postern.core.policy.request.Principal;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What follows from who calls alone, in one state: it is the same for all that the caller asks for.
 *
 * @param permissions its own policies, and the service control policies of its account
 * @param denials the same where its permission was judged on another resource: beside a policy that gives everything, its own ones only deny
 * @param byWay the condition keys of the caller, its session and its organization, and of a way that it came by
 */
record CallerSide(Principal principal, PolicySet permissions, PolicySet denials, Kept<PathKeys.Way, Context> byWay) {
  private static final int WAYS = 16;

  static CallerSide of(Snapshot snapshot, Caller caller) {
    Principal principal = caller.isAnonymous() ? new Principal.Anonymous() : principal(caller);
    Optional<Membership> membership = Membership.of(snapshot, caller.account());
    Context.Builder keys = Context.builder();
    CallerKeys.put(keys, snapshot, caller, principal);
    membership.ifPresent(m -> m.put(keys, "aws:Principal"));
    PolicySet own = CallerPolicies.of(snapshot, caller, principal);
    Context ofCaller = keys.build();
    return new CallerSide(
        principal, bound(snapshot, membership, own), bound(snapshot, membership, denying(own)), new Kept<>(WAYS, way -> keys(snapshot, ofCaller, way)));
  }

  private static Context keys(Snapshot snapshot, Context ofCaller, PathKeys.Way way) {
    Context.Builder keys = Context.over(ofCaller);
    PathKeys.put(keys, snapshot, way);
    return keys.build();
  }

  private static Principal.Iam principal(Caller caller) {
    Principal.Iam named = Principal.ofArn(caller.principalArn()).orElseThrow();
    return caller.key().flatMap(AccessKey::session).flatMap(AccessKey.Session::federator).map(named::federatedBy).orElse(named);
  }

  private static PolicySet denying(PolicySet own) {
    List<Policy> all = new ArrayList<>(Authorizer.EVERYBODY_MAY.identity());
    all.addAll(own.identity());
    all.addAll(own.boundaries());
    all.addAll(own.session());
    return PolicySet.NONE.withIdentity(all);
  }

  private static PolicySet bound(Snapshot snapshot, Optional<Membership> membership, PolicySet own) {
    return membership.map(m -> own.withScps(m.policies(snapshot, OrganizationPolicy.Type.SERVICE_CONTROL_POLICY))).orElse(own);
  }
}
