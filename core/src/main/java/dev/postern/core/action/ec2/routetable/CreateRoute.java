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
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteResponse;

/**
 * Adds a route to a route table.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html">AWS</a>
 *
 * <p>Errors: {@code InvalidRouteTableID.NotFound}, {@code InvalidParameterValue}, {@code InvalidParameterCombination},
 * {@code MissingParameter}, {@code RouteAlreadyExists}, {@code InvalidPrefixListID.NotFound}, {@code InvalidGatewayID.NotFound},
 * {@code Gateway.NotAttached}, {@code InvalidVpnGatewayID.NotFound}, {@code InvalidNatGatewayID.NotFound},
 * {@code InvalidNetworkInterfaceID.NotFound}, {@code InvalidInstanceID.NotFound}, {@code InvalidInstanceID},
 * {@code InvalidVpcPeeringConnectionID.NotFound}, {@code InvalidTransitGatewayID.NotFound}.
 */
public final class CreateRoute implements Action<CreateRouteRequest, CreateRouteResponse> {
  public static final Operation<CreateRouteRequest, CreateRouteResponse> OPERATION =
      Operation.of(
          "CreateRoute",
          CreateRouteRequest.class,
          new CreateRoute(),
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
  public Applied<CreateRouteResponse> apply(Snapshot snapshot, Caller caller, CreateRouteRequest request, Facts facts) {
    RouteTable table = Lookup.require(snapshot, caller, RouteTable.class, Kind.ROUTE_TABLE, request.routeTableId());
    Route route = RouteRequest.of(request).route(snapshot, caller, table);
    if (table.routes().stream().anyMatch(r -> r.destination().equals(route.destination()))) {
      throw Ec2Error.ROUTE_ALREADY_EXISTS.with("The route identified by " + Routes.text(route.destination()) + " already exists.");
    }
    List<Route> routes = Stream.concat(table.routes().stream(), Stream.of(route)).toList();
    return Applied.of(snapshot.with(table.withRoutes(routes)), CreateRouteResponse.builder().returnValue(true).build());
  }
}
