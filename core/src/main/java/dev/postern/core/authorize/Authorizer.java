package dev.postern.core.authorize;

import dev.postern.core.action.Caller;
import dev.postern.core.model.OrganizationPolicy;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.plan.Door;
import dev.postern.core.policy.Evaluator;
import dev.postern.core.policy.Policy;
import dev.postern.core.policy.PolicySet;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.request.Context;
import dev.postern.core.policy.request.Principal;
import dev.postern.core.policy.request.Request;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges an ask by the state: collects every policy that has a say in it, and the condition keys of the caller, of the way and of the ask. */
public final class Authorizer {
  /** In the place of all policies of the caller and of the resource, for what needs no permission. */
  private static final PolicySet EVERYBODY_MAY =
      PolicySet.NONE
          .withIdentity(List.of(everything(PolicyType.IDENTITY, "")))
          .withResource(everything(PolicyType.RESOURCE, "\"Principal\":\"*\","));

  private Authorizer() {}

  private static Policy everything(PolicyType type, String principal) {
    String text = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\"," + principal + "\"Action\":\"*\",\"Resource\":\"*\"}]}";
    return new Policy("no permission is needed", Documents.of(type, text));
  }

  /**
   * @param region of the service that was asked
   * @param ask one of the things that the request asks for
   */
  public static Judgement judge(Snapshot snapshot, Caller caller, Origin origin, String region, Ask ask) {
    Principal principal = principal(caller);
    String owner = ask.resourceAccount().isEmpty() ? Request.owner(ask.resource(), principal) : ask.resourceAccount();
    Sides sides = Sides.of(snapshot, caller.account(), owner);
    Context keys = keys(snapshot, caller, principal, origin, region, ask, owner, sides);
    Request request = new Request(principal, ask.action(), ask.resource(), owner, keys);
    PolicySet policies = policies(snapshot, caller, principal, origin, ask, sides);
    return new Judgement(request, policies, Evaluator.verdict(request, policies));
  }

  /** The place of the caller's account in its organization, and that of the resource's; where nobody has one, each account costs one look. */
  private record Sides(Optional<Membership> caller, Optional<Membership> owner) {
    static Sides of(Snapshot snapshot, String caller, String owner) {
      Optional<Membership> callers = Membership.of(snapshot, caller);
      return new Sides(callers, owner.equals(caller) ? callers : Membership.of(snapshot, owner));
    }
  }

  private static Principal principal(Caller caller) {
    return caller.isAnonymous() ? new Principal.Anonymous() : Principal.ofArn(caller.principalArn()).orElseThrow();
  }

  private static Context keys(
      Snapshot snapshot, Caller caller, Principal principal, Origin origin, String region, Ask ask, String owner, Sides sides) {
    Context.Builder keys = Context.builder();
    CallerKeys.put(keys, snapshot, caller, principal);
    sides.caller().ifPresent(membership -> membership.put(keys, "aws:Principal"));
    PathKeys.put(keys, snapshot, origin, ask.action().substring(0, ask.action().indexOf(':')));
    keys.put("aws:RequestedRegion", region);
    if (!ask.resourceAccount().isEmpty() || !ask.resource().equals("*")) {
      keys.put("aws:ResourceAccount", owner);
      sides.owner().ifPresent(membership -> membership.put(keys, "aws:Resource"));
    }
    ask.keys().forEach(keys::put);
    return keys.build();
  }

  private static PolicySet policies(Snapshot snapshot, Caller caller, Principal principal, Origin origin, Ask ask, Sides sides) {
    PolicySet policies = switch (ask.need()) {
      case PERMISSION -> ofOrganizations(snapshot, sides, CallerPolicies.of(snapshot, caller, principal));
      case NO_DENIAL -> ofOrganizations(snapshot, sides, denials(CallerPolicies.of(snapshot, caller, principal)));
      case NOTHING -> EVERYBODY_MAY;
    };
    if (ask.policy().isPresent()) {
      policies = policies.withResource(ask.policy().get());
    }
    if (origin.door() instanceof Door.Endpoint door) {
      Optional<VpcEndpoint> endpoint = snapshot.located(VpcEndpoint.class, door.endpointId()).filter(e -> !e.policyDocument().isEmpty());
      if (endpoint.isPresent()) {
        Policy policy = new Policy(door.endpointId(), Documents.of(PolicyType.VPC_ENDPOINT, endpoint.get().policyDocument()));
        policies = policies.withEndpoint(policy, door.type() == Door.EndpointType.GATEWAY);
      }
    }
    return policies;
  }

  /** What the caller's side forbids: beside a policy that gives everything, its own ones only deny. */
  private static PolicySet denials(PolicySet own) {
    List<Policy> all = new ArrayList<>(EVERYBODY_MAY.identity());
    all.addAll(own.identity());
    all.addAll(own.boundaries());
    all.addAll(own.session());
    return PolicySet.NONE.withIdentity(all);
  }

  private static PolicySet ofOrganizations(Snapshot snapshot, Sides sides, PolicySet own) {
    PolicySet policies = own;
    if (sides.caller().isPresent()) {
      policies = policies.withScps(sides.caller().get().policies(snapshot, OrganizationPolicy.Type.SERVICE_CONTROL_POLICY));
    }
    if (sides.owner().isPresent()) {
      policies = policies.withRcps(sides.owner().get().policies(snapshot, OrganizationPolicy.Type.RESOURCE_CONTROL_POLICY));
    }
    return policies;
  }
}
