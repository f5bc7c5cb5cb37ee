package dev.postern.core.model;

import java.util.List;
import java.util.Optional;

/** A route table with its routes (the local ones are implied by the VPC, not stored) and associations. */
public record RouteTable(
    ResourceKey key,
    String vpcId,
    List<Route> routes,
    List<Association> associations)
    implements Resource {
  @Override
  public Optional<String> network() {
    return Optional.of(vpcId);
  }

  public RouteTable withRoutes(List<Route> newRoutes) {
    return new RouteTable(key, vpcId, newRoutes, associations);
  }

  public boolean isMain() {
    return associations.stream().anyMatch(a -> a.subnetId().isEmpty());
  }

  public RouteTable withAssociations(List<Association> others) {
    return new RouteTable(key, vpcId, routes, others);
  }

  /** Ties the table to a subnet, or, with no subnet, makes it the VPC's main table. */
  public record Association(String id, Optional<String> subnetId) {}
}
