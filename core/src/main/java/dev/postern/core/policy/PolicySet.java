package dev.postern.core.policy;

import java.util.List;

/**
 * All policies that have a say in a request. A missing resource policy, endpoint policy, boundary or session policy is an empty list, which
 * limits nothing; so is the list of levels where an account belongs to no organization.
 *
 * @param scps the service control policies of the caller's account, from the root of the organization to the account; no level changes later
 * @param rcps the resource control policies of the resource's account, likewise
 * @param endpoints the policy of the VPC endpoint that the request came through
 * @param gateway whether that endpoint is a gateway, where an account as principal names its root user alone
 */
public record PolicySet(
    List<List<Policy>> scps,
    List<List<Policy>> rcps,
    List<Policy> endpoints,
    boolean gateway,
    List<Policy> resource,
    List<Policy> identity,
    List<Policy> boundaries,
    List<Policy> session) {
  public static final PolicySet NONE =
      new PolicySet(List.of(), List.of(), List.of(), false, List.of(), List.of(), List.of(), List.of());

  public PolicySet {
    scps = List.copyOf(scps);
    rcps = List.copyOf(rcps);
    endpoints = List.copyOf(endpoints);
    resource = List.copyOf(resource);
    identity = List.copyOf(identity);
    boundaries = List.copyOf(boundaries);
    session = List.copyOf(session);
  }

  public PolicySet withScps(List<List<Policy>> levels) {
    return new PolicySet(levels, rcps, endpoints, gateway, resource, identity, boundaries, session);
  }

  public PolicySet withRcps(List<List<Policy>> levels) {
    return new PolicySet(scps, levels, endpoints, gateway, resource, identity, boundaries, session);
  }

  public PolicySet withEndpoint(Policy policy, boolean isGateway) {
    return new PolicySet(scps, rcps, List.of(policy), isGateway, resource, identity, boundaries, session);
  }

  public PolicySet withoutEndpoint() {
    return new PolicySet(scps, rcps, List.of(), false, resource, identity, boundaries, session);
  }

  public PolicySet withResource(Policy policy) {
    return new PolicySet(scps, rcps, endpoints, gateway, List.of(policy), identity, boundaries, session);
  }

  public PolicySet withoutResource() {
    return new PolicySet(scps, rcps, endpoints, gateway, List.of(), identity, boundaries, session);
  }

  public PolicySet withIdentity(List<Policy> policies) {
    return new PolicySet(scps, rcps, endpoints, gateway, resource, policies, boundaries, session);
  }

  public PolicySet withBoundary(Policy policy) {
    return new PolicySet(scps, rcps, endpoints, gateway, resource, identity, List.of(policy), session);
  }

  /** A session may have several, of which each adds to what the session can do. */
  public PolicySet withSession(List<Policy> policies) {
    return new PolicySet(scps, rcps, endpoints, gateway, resource, identity, boundaries, policies);
  }
}
