package dev.postern.core.action.ec2.transitgateway;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.hybrid.TransitRoutes;
import dev.postern.core.hybrid.TransitRoutes.TransitRoute;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.DeleteTransitGatewayRouteRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTransitGatewayRouteResponse;

/**
 * Deletes a static route; a propagated route of the same destination shows again.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTransitGatewayRoute.html">AWS</a>
 *
 * <p>Errors: {@code InvalidRouteTableID.NotFound}, {@code MissingParameter}, {@code InvalidParameterValue}, {@code InvalidRoute.NotFound}.
 */
public final class DeleteTransitGatewayRoute implements Action<DeleteTransitGatewayRouteRequest, DeleteTransitGatewayRouteResponse> {
  public static final Operation<DeleteTransitGatewayRouteRequest, DeleteTransitGatewayRouteResponse> OPERATION =
      Operation.of(
          "DeleteTransitGatewayRoute",
          DeleteTransitGatewayRouteRequest.class,
          new DeleteTransitGatewayRoute(),
          "TransitGatewayRouteTableId",
          "DestinationCidrBlock");

  @Override
  public Applied<DeleteTransitGatewayRouteResponse> apply(
      Snapshot snapshot, Caller caller, DeleteTransitGatewayRouteRequest request, Facts facts) {
    TransitGatewayRouteTable table = RouteTables.require(snapshot, caller, request.transitGatewayRouteTableId());
    Cidr destination = RouteRequest.destination(request.destinationCidrBlock());
    TransitRoute route =
        TransitRoutes.of(snapshot, table).all().stream()
            .filter(r -> r.isStatic() && r.destination().equals(destination))
            .findFirst()
            .orElseThrow(
                () ->
                    Ec2Error.ROUTE_NOT_FOUND.saying(
                        "Route " + destination + " was deleted or does not exist in Transit Gateway Route Table " + table.id() + "."));
    return Applied.of(
        snapshot.with(table.withRoutes(table.routes().stream().filter(r -> !r.destination().equals(destination)).toList())),
        DeleteTransitGatewayRouteResponse.builder().route(RouteView.of(route, "deleted")).build());
  }
}
