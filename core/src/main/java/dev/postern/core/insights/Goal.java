package dev.postern.core.insights;

import dev.postern.core.fabric.NextHop;
import dev.postern.core.ip.Cidr;
import dev.postern.core.path.End;
import dev.postern.core.path.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where packets are to arrive.
 *
 * @param id of the destination
 * @param vpcId the VPC it is in or attached to; absent for what joins several
 * @param addresses that lead to it, unless the question says which
 * @param arrival what counts as arriving
 */
record Goal(String id, Optional<String> vpcId, List<Cidr> addresses, Arrival arrival) {

  /** What counts as arriving. */
  sealed interface Arrival {}

  /** At one of these interfaces. */
  record Interfaces(Set<String> ids) implements Arrival {}

  /** At a service through this endpoint. */
  record Endpoint(String id) implements Arrival {}

  /** At one of these gateways. */
  record Gateways(Set<String> ids) implements Arrival {}

  /** Gateways at which a path may end. */
  Set<String> gates() {
    return switch (arrival) {
      case Gateways(Set<String> ids) -> ids;
      case Interfaces _, Endpoint _ -> Set.of();
    };
  }

  boolean isReachedBy(Path path) {
    return switch (arrival) {
      // A load balancer goes on to a target, so its interface need not be the last; what only passes on the way is for another address.
      case Interfaces(Set<String> ids) ->
          path.end().delivered()
              && path.hops().stream().anyMatch(h -> h.kind() == Path.Kind.INTERFACE && ids.contains(h.at()) && isAddress(h.packet().destination()));
      // Through an endpoint of a user's service a path goes on, to a target.
      case Endpoint(String endpoint) ->
          path.end().delivered() && path.hops().stream().anyMatch(h -> h.kind() == Path.Kind.VPC_ENDPOINT && h.origin().equals(endpoint))
              || path.end() instanceof End.AtEndpoint at && at.vpcEndpointId().equals(endpoint);
      case Gateways(Set<String> ids) -> path.end() instanceof End.AtGateway at && ids.contains(at.gatewayId());
    };
  }

  private boolean isAddress(long address) {
    return addresses.stream().anyMatch(c -> c.contains(address));
  }

  static Optional<String> lastInterface(Path path) {
    return path.hops().reversed().stream().filter(h -> h.kind() == Path.Kind.INTERFACE).map(Path.Hop::at).findFirst();
  }

  /** Whether a route is one to the destination itself. */
  boolean isNext(NextHop hop) {
    String next =
        switch (hop) {
          case NextHop.ToInternetGateway(String gateway) -> gateway;
          case NextHop.ToEndpoint(String endpoint) -> endpoint;
          case NextHop.ToUplink(String uplink) -> uplink;
          case NextHop.ToTransitGateway(String gateway, _) -> gateway;
          case NextHop.ToNatGateway _, NextHop.ToInterface _, NextHop.Blackhole _ -> "";
        };
    return next.equals(id);
  }
}
