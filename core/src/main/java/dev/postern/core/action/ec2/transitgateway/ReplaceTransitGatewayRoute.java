package dev.postern.core.action.ec2.transitgateway;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.model.TransitGatewayRouteTable.StaticRoute;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.ReplaceTransitGatewayRouteRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceTransitGatewayRouteResponse;

/**
 * Points a static route elsewhere.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceTransitGatewayRoute.html">AWS</a>
 *
 * <p>Errors: {@code InvalidRouteTableID.NotFound}, {@code InvalidTransitGatewayAttachmentID.NotFound}, {@code MissingParameter},
 * {@code InvalidParameterValue}, {@code InvalidParameterCombination}, {@code InvalidRoute.NotFound}.
 */
public final class ReplaceTransitGatewayRoute implements Action<ReplaceTransitGatewayRouteRequest, ReplaceTransitGatewayRouteResponse> {
  public static final Operation<ReplaceTransitGatewayRouteRequest, ReplaceTransitGatewayRouteResponse> OPERATION =
      Operation.of(
          "ReplaceTransitGatewayRoute",
          ReplaceTransitGatewayRouteRequest.class,
          new ReplaceTransitGatewayRoute(),
          "DestinationCidrBlock",
          "TransitGatewayRouteTableId",
          "TransitGatewayAttachmentId",
          "Blackhole");

  @Override
  public Applied<ReplaceTransitGatewayRouteResponse> apply(
      Snapshot snapshot, Caller caller, ReplaceTransitGatewayRouteRequest request, Facts facts) {
    TransitGatewayRouteTable table = RouteTables.require(snapshot, caller, request.transitGatewayRouteTableId());
    StaticRoute route =
        new RouteRequest(request.destinationCidrBlock(), request.transitGatewayAttachmentId(), request.blackhole())
            .route(snapshot, caller, table);
    if (table.routes().stream().noneMatch(r -> r.destination().equals(route.destination()))) {
      throw Ec2Error.ROUTE_NOT_FOUND.saying(
          "Route " + route.destination() + " was deleted or does not exist in Transit Gateway Route Table " + table.id() + ".");
    }
    TransitGatewayRouteTable changed =
        table.withRoutes(table.routes().stream().map(r -> r.destination().equals(route.destination()) ? route : r).toList());
    Snapshot next = snapshot.with(changed);
    return Applied.of(next, ReplaceTransitGatewayRouteResponse.builder().route(RouteView.of(next, changed, route)).build());
  }
}
