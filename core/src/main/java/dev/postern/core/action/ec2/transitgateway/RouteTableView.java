package dev.postern.core.action.ec2.transitgateway;

import dev.postern.core.action.ec2.Tags;
import dev.postern.core.model.TransitGateway;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.state.Snapshot;
import java.util.Optional;

/** A transit gateway route table as responses show it. */
final class RouteTableView {
  private RouteTableView() {}

  static software.amazon.awssdk.services.ec2.model.TransitGatewayRouteTable of(Snapshot snapshot, TransitGatewayRouteTable table, String state) {
    return software.amazon.awssdk.services.ec2.model.TransitGatewayRouteTable.builder()
        .transitGatewayRouteTableId(table.id())
        .transitGatewayId(table.transitGatewayId())
        .state(state)
        .defaultAssociationRouteTable(isDefaultAssociation(snapshot, table))
        .defaultPropagationRouteTable(isDefaultPropagation(snapshot, table))
        .creationTime(table.created())
        .tags(Tags.shown(snapshot, table.key()))
        .build();
  }

  static boolean isDefaultAssociation(Snapshot snapshot, TransitGatewayRouteTable table) {
    return gateway(snapshot, table).flatMap(TransitGateway::defaultAssociation).equals(Optional.of(table.id()));
  }

  static boolean isDefaultPropagation(Snapshot snapshot, TransitGatewayRouteTable table) {
    return gateway(snapshot, table).flatMap(TransitGateway::defaultPropagation).equals(Optional.of(table.id()));
  }

  private static Optional<TransitGateway> gateway(Snapshot snapshot, TransitGatewayRouteTable table) {
    return snapshot.located(TransitGateway.class, table.transitGatewayId());
  }
}
