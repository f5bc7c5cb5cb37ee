package dev.postern.core.action.ec2.routetable;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Route;
import dev.postern.core.model.RouteTable;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteResponse;

/**
 * Gives a route of a route table another target.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceRoute.html">AWS</a>
 *
 * <p>Errors: {@code InvalidRouteTableID.NotFound}, {@code InvalidParameterValue}, {@code InvalidParameterCombination},
 * {@code MissingParameter}, {@code RouteAlreadyExists}, {@code InvalidPrefixListID.NotFound}, {@code InvalidGatewayID.NotFound},
 * {@code Gateway.NotAttached}, {@code InvalidVpnGatewayID.NotFound}, {@code InvalidNatGatewayID.NotFound},
 * {@code InvalidNetworkInterfaceID.NotFound}, {@code InvalidInstanceID.NotFound}, {@code InvalidInstanceID},
 * {@code InvalidVpcPeeringConnectionID.NotFound}, {@code InvalidTransitGatewayID.NotFound}.
 */
public final class ReplaceRoute implements Action<ReplaceRouteRequest, ReplaceRouteResponse> {
  public static final Operation<ReplaceRouteRequest, ReplaceRouteResponse> OPERATION =
      Operation.of(
          "ReplaceRoute",
          ReplaceRouteRequest.class,
          new ReplaceRoute(),
          "RouteTableId",
          "DestinationCidrBlock",
          "DestinationPrefixListId",
          "GatewayId",
          "NatGatewayId",
          "NetworkInterfaceId",
          "InstanceId",
          "VpcPeeringConnectionId",
          "TransitGatewayId");

  @Override
  public Applied<ReplaceRouteResponse> apply(Snapshot snapshot, Caller caller, ReplaceRouteRequest request, Facts facts) {
    RouteTable table = Lookup.require(snapshot, caller, RouteTable.class, Kind.ROUTE_TABLE, request.routeTableId());
    Route.Destination destination = RouteRequest.destination(caller, request.destinationCidrBlock(), request.destinationPrefixListId());
    if (Routes.isLocal(snapshot, table, destination)) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("cannot replace local route " + Routes.text(destination) + " in route table " + table.id());
    }
    Route old =
        Routes.to(table, destination)
            .orElseThrow(
                () ->
                    Ec2Error.INVALID_PARAMETER_VALUE.with(
                        "There is no route defined for '" + Routes.text(destination) + "' in the route table. Use CreateRoute instead."));
    Routes.requireNotOfEndpoint(table, old);
    Route replaced = RouteRequest.of(request).route(snapshot, caller, table);
    List<Route> routes = table.routes().stream().map(r -> r.equals(old) ? replaced : r).toList();
    return Applied.of(snapshot.with(table.withRoutes(routes)), ReplaceRouteResponse.builder().build());
  }
}
