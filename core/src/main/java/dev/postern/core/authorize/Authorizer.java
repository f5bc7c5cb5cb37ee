package dev.postern.core.authorize;

import dev.postern.core.action.Caller;
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
    Request request = new Request(principal, ask.action(), ask.resource(), ask.resourceAccount(), keys(snapshot, caller, principal, origin, region, ask));
    PolicySet policies = policies(snapshot, caller, principal, origin, ask);
    return new Judgement(request, policies, Evaluator.verdict(request, policies));
  }

  private static Principal principal(Caller caller) {
    return caller.isAnonymous() ? new Principal.Anonymous() : Principal.ofArn(caller.principalArn()).orElseThrow();
  }

  private static Context keys(Snapshot snapshot, Caller caller, Principal principal, Origin origin, String region, Ask ask) {
    Context.Builder keys = Context.builder();
    CallerKeys.put(keys, snapshot, caller, principal);
    PathKeys.put(keys, origin, ask.action().substring(0, ask.action().indexOf(':')));
    keys.put("aws:RequestedRegion", region);
    if (!ask.resourceAccount().isEmpty()) {
      keys.put("aws:ResourceAccount", ask.resourceAccount());
    }
    ask.keys().forEach(keys::put);
    return keys.build();
  }

  private static PolicySet policies(Snapshot snapshot, Caller caller, Principal principal, Origin origin, Ask ask) {
    PolicySet policies = ask.free() ? EVERYBODY_MAY : CallerPolicies.of(snapshot, caller, principal);
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
}
