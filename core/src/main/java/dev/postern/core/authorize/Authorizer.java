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
import dev.postern.core.policy.request.Request;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Judges asks by one state: collects every policy that has a say, and the condition keys of the caller, of the way and of the ask.
 *
 * <p>What it has collected of a caller it keeps: a state never changes, and most callers ask often.
 */
public final class Authorizer {
  private static final int KEPT = 1024;

  /** In the place of all policies of the caller and of the resource, for what needs no permission. */
  static final PolicySet EVERYBODY_MAY =
      PolicySet.NONE
          .withIdentity(List.of(everything(PolicyType.IDENTITY, "")))
          .withResource(everything(PolicyType.RESOURCE, "\"Principal\":\"*\","));

  private final Snapshot snapshot;
  private final Map<Caller, CallerSide> known = new ConcurrentHashMap<>();

  /** By the ids of endpoints that requests came through, which no client can make up. */
  private final Map<String, Optional<Policy>> ofEndpoints = new ConcurrentHashMap<>();

  public Authorizer(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  private static Policy everything(PolicyType type, String principal) {
    String text = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\"," + principal + "\"Action\":\"*\",\"Resource\":\"*\"}]}";
    return new Policy("no permission is needed", Documents.of(type, text));
  }

  /** The state by which it judges. */
  Snapshot snapshot() {
    return snapshot;
  }

  /**
   * @param region of the service that was asked
   * @param ask one of the things that the request asks for
   */
  public Judgement judge(Caller caller, Origin origin, String region, Ask ask) {
    CallerSide side = side(caller);
    String owner = ask.resourceAccount().isEmpty() ? Request.owner(ask.resource(), side.principal()) : ask.resourceAccount();
    Optional<Membership> owners = owner.equals(caller.account()) ? side.membership() : Membership.of(snapshot, owner);
    Request request = new Request(side.principal(), ask.action(), ask.resource(), owner, keys(side, origin, region, ask, owner, owners));
    PolicySet policies = policies(side, origin, ask, owners);
    return new Judgement(request, Evaluator.decide(request, policies));
  }

  private CallerSide side(Caller caller) {
    CallerSide side = known.get(caller);
    if (side == null) {
      side = CallerSide.of(snapshot, caller);
      if (known.size() >= KEPT) {
        known.clear();
      }
      known.put(caller, side);
    }
    return side;
  }

  private Context keys(CallerSide side, Origin origin, String region, Ask ask, String owner, Optional<Membership> owners) {
    Context.Builder keys = Context.over(side.keys(snapshot, PathKeys.Way.of(origin, ask.service(), region)));
    PathKeys.putSaid(keys, origin);
    if (!ask.resourceAccount().isEmpty() || !ask.resource().equals("*")) {
      keys.put("aws:ResourceAccount", owner);
      owners.ifPresent(membership -> membership.put(keys, "aws:Resource"));
    }
    return ask.keys().before(keys.build());
  }

  private PolicySet policies(CallerSide side, Origin origin, Ask ask, Optional<Membership> owners) {
    PolicySet policies = switch (ask.need()) {
      case PERMISSION -> bound(owners, side.permissions());
      case NO_DENIAL -> bound(owners, side.denials());
      case NOTHING -> EVERYBODY_MAY;
    };
    if (ask.policy().isPresent()) {
      policies = policies.withResource(ask.policy().get());
    }
    if (origin.door() instanceof Door.Endpoint door) {
      Optional<Policy> policy = ofEndpoints.computeIfAbsent(door.endpointId(), this::ofEndpoint);
      if (policy.isPresent()) {
        policies = policies.withEndpoint(policy.get(), door.type() == Door.EndpointType.GATEWAY);
      }
    }
    return policies;
  }

  private Optional<Policy> ofEndpoint(String id) {
    return snapshot.located(VpcEndpoint.class, id)
        .filter(endpoint -> !endpoint.policyDocument().isEmpty())
        .map(endpoint -> new Policy(id, Documents.of(PolicyType.VPC_ENDPOINT, endpoint.policyDocument())));
  }

  private PolicySet bound(Optional<Membership> owners, PolicySet own) {
    return owners.map(m -> own.withRcps(m.policies(snapshot, OrganizationPolicy.Type.RESOURCE_CONTROL_POLICY))).orElse(own);
  }
}
