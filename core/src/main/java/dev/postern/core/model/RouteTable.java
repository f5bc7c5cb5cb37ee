package dev.postern.core.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A route table with its routes (the local ones are implied by the VPC, not stored) and associations.
 *
 * @param propagatingVgws the virtual private gateways whose learnt routes are in this table; those routes are not stored either
 */
public record RouteTable(
    ResourceKey key,
    String vpcId,
    List<Route> routes,
    List<Association> associations,
    List<String> propagatingVgws)
    implements Resource {
  @Override
  public Set<String> networks() {
    return Set.of(vpcId);
  }

  public RouteTable withRoutes(List<Route> newRoutes) {
    return new RouteTable(key, vpcId, newRoutes, associations, propagatingVgws);
  }

  public boolean isMain() {
    return associations.stream().anyMatch(a -> a.subnetId().isEmpty());
  }

  public RouteTable withAssociations(List<Association> others) {
    return new RouteTable(key, vpcId, routes, others, propagatingVgws);
  }

  public RouteTable withPropagatingVgws(List<String> gatewayIds) {
    return new RouteTable(key, vpcId, routes, associations, gatewayIds);
  }

  /** Ties the table to a subnet, or, with no subnet, makes it the VPC's main table. */
  public record Association(String id, Optional<String> subnetId) {}
}
