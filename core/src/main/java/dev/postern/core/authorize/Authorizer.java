package dev.postern.core.authorize;

import dev.postern.core.action.Caller;
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
 * <p>What it has collected of a caller and of an account it keeps: a state never changes, and most callers ask often.
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
  private final Map<String, OwnerSide> owners = new ConcurrentHashMap<>();

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
    OwnerSide ownerSide = owner(owner);
    Request request = new Request(side.principal(), ask.action(), ask.resource(), owner, keys(side, ownerSide, origin, region, ask));
    return new Judgement(request, Evaluator.decide(request, policies(side, ownerSide, origin, ask)));
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

  private OwnerSide owner(String account) {
    OwnerSide side = owners.get(account);
    if (side == null) {
      side = OwnerSide.of(snapshot, account);
      if (owners.size() >= KEPT) {
        owners.clear();
      }
      owners.put(account, side);
    }
    return side;
  }

  private Context keys(CallerSide side, OwnerSide owner, Origin origin, String region, Ask ask) {
    Context ofWay = side.keys(snapshot, PathKeys.Way.of(origin, ask.service(), region));
    boolean isAboutSomething = !ask.resourceAccount().isEmpty() || !ask.resource().equals("*");
    return ask.keys().before(PathKeys.said(origin).before(isAboutSomething ? owner.keys().before(ofWay) : ofWay));
  }

  private PolicySet policies(CallerSide side, OwnerSide owner, Origin origin, Ask ask) {
    boolean needsNothing = ask.need() == Ask.Need.NOTHING;
    PolicySet own = switch (ask.need()) {
      case PERMISSION -> side.permissions();
      case NO_DENIAL -> side.denials();
      case NOTHING -> EVERYBODY_MAY;
    };
    Optional<Policy> endpoint =
        origin.door() instanceof Door.Endpoint door ? ofEndpoints.computeIfAbsent(door.endpointId(), this::ofEndpoint) : Optional.empty();
    boolean isGateway = origin.door() instanceof Door.Endpoint door && door.type() == Door.EndpointType.GATEWAY;
    return new PolicySet(
        own.scps(), needsNothing ? List.of() : owner.rcps(), endpoint.map(List::of).orElse(List.of()), endpoint.isPresent() && isGateway,
        ask.policy().map(List::of).orElse(own.resource()), own.identity(), own.boundaries(), own.session());
  }

  private Optional<Policy> ofEndpoint(String id) {
    return snapshot.located(VpcEndpoint.class, id)
        .filter(endpoint -> !endpoint.policyDocument().isEmpty())
        .map(endpoint -> new Policy(id, Documents.of(PolicyType.VPC_ENDPOINT, endpoint.policyDocument())));
  }
}
