package dev.postern.core.model;

import dev.postern.core.ip.Cidr;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A route table of a transit gateway; propagated routes are not stored because they follow from the attachments.
 *
 * @param associations the attachments whose packets look here; an attachment is in at most one table
 * @param propagations the attachments whose blocks are routes here
 */
public record TransitGatewayRouteTable(
    ResourceKey key, String transitGatewayId, List<StaticRoute> routes, List<String> associations, List<String> propagations, Instant created)
    implements Resource {
  @Override
  public Set<String> networks() {
    return Set.of(transitGatewayId);
  }

  public TransitGatewayRouteTable withRoutes(List<StaticRoute> newRoutes) {
    return new TransitGatewayRouteTable(key, transitGatewayId, newRoutes, associations, propagations, created);
  }

  public TransitGatewayRouteTable withAssociations(List<String> attachmentIds) {
    return new TransitGatewayRouteTable(key, transitGatewayId, routes, attachmentIds, propagations, created);
  }

  public TransitGatewayRouteTable withPropagations(List<String> attachmentIds) {
    return new TransitGatewayRouteTable(key, transitGatewayId, routes, associations, attachmentIds, created);
  }

  /** A static route to an attachment, or without one a blackhole. */
  public record StaticRoute(Cidr destination, Optional<String> attachmentId) {}
}
