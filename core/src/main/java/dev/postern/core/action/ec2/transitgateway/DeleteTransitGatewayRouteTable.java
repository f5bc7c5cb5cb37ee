package dev.postern.core.action.ec2.transitgateway;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.DeleteTransitGatewayRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTransitGatewayRouteTableResponse;

/**
 * Deletes a route table that no attachment is associated with and that is no default of its gateway.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTransitGatewayRouteTable.html">AWS</a>
 *
 * <p>Errors: {@code InvalidRouteTableID.NotFound}, {@code IncorrectState}.
 */
public final class DeleteTransitGatewayRouteTable implements Action<DeleteTransitGatewayRouteTableRequest, DeleteTransitGatewayRouteTableResponse> {
  public static final Operation<DeleteTransitGatewayRouteTableRequest, DeleteTransitGatewayRouteTableResponse> OPERATION =
      Operation.of(
          "DeleteTransitGatewayRouteTable",
          DeleteTransitGatewayRouteTableRequest.class,
          new DeleteTransitGatewayRouteTable(),
          "TransitGatewayRouteTableId");

  @Override
  public Applied<DeleteTransitGatewayRouteTableResponse> apply(
      Snapshot snapshot, Caller caller, DeleteTransitGatewayRouteTableRequest request, Facts facts) {
    TransitGatewayRouteTable table = RouteTables.require(snapshot, caller, request.transitGatewayRouteTableId());
    if (!table.associations().isEmpty()) {
      throw Ec2Error.INCORRECT_STATE.with(table.id() + " has non-deleted associations: " + String.join(", ", table.associations()) + ".");
    }
    if (RouteTableView.isDefaultAssociation(snapshot, table) || RouteTableView.isDefaultPropagation(snapshot, table)) {
      throw Ec2Error.INCORRECT_STATE.with(table.id() + " is a default route table of " + table.transitGatewayId() + " and cannot be deleted.");
    }
    return Applied.of(
        snapshot.without(table.key()),
        DeleteTransitGatewayRouteTableResponse.builder().transitGatewayRouteTable(RouteTableView.of(snapshot, table, "deleting")).build());
  }
}
