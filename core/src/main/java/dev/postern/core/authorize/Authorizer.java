package dev.postern.core.authorize;

import dev.postern.core.action.Caller;
import dev.postern.core.memo.Kept;
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
import java.util.Optional;

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
  private final Kept<Caller, CallerSide> callers;
  private final Kept<String, OwnerSide> owners;
  /** The policies of endpoints by their ids. */
  private final Kept<String, Optional<Policy>> endpoints;

  public Authorizer(Snapshot snapshot) {
    this.snapshot = snapshot;
    callers = new Kept<>(KEPT, caller -> CallerSide.of(snapshot, caller));
    owners = new Kept<>(KEPT, account -> OwnerSide.of(snapshot, account));
    endpoints = new Kept<>(KEPT, this::ofEndpoint);
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
    CallerSide side = callers.get(caller);
    String owner = ask.resourceAccount().isEmpty() ? Request.owner(ask.resource(), side.principal()) : ask.resourceAccount();
    OwnerSide ownerSide = owners.get(owner);
    Request request = new Request(side.principal(), ask.action(), ask.resource(), owner, keys(side, ownerSide, origin, region, ask));
    return new Judgement(request, Evaluator.decide(request, policies(side, ownerSide, origin, ask)));
  }

  private Context keys(CallerSide side, OwnerSide owner, Origin origin, String region, Ask ask) {
    Context ofWay = side.byWay().get(PathKeys.Way.of(origin, ask.service(), region));
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
        origin.door() instanceof Door.Endpoint door ? endpoints.get(door.endpointId()) : Optional.empty();
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
