package dev.postern.core.action.ec2.transitgateway;

import dev.postern.core.action.Caller;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.state.Snapshot;
import org.jspecify.annotations.Nullable;

/** Finds a transit gateway route table, and an attachment that it may speak of: one of the same gateway. */
final class RouteTables {
  private RouteTables() {}

  static TransitGatewayRouteTable require(Snapshot snapshot, Caller caller, @Nullable String id) {
    return Lookup.require(snapshot, caller, TransitGatewayRouteTable.class, Kind.TRANSIT_GATEWAY_ROUTE_TABLE, id);
  }

  static TransitGatewayAttachment attachment(Snapshot snapshot, Caller caller, TransitGatewayRouteTable table, @Nullable String id) {
    TransitGatewayAttachment found =
        Lookup.require(snapshot, caller, TransitGatewayAttachment.class, Kind.TRANSIT_GATEWAY_ATTACHMENT, id);
    if (!found.transitGatewayId().equals(table.transitGatewayId())) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with(
          "Transit Gateway Attachment " + found.id() + " and Transit Gateway Route Table " + table.id() + " belong to different Transit Gateways.");
    }
    return found;
  }
}
