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
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.CreateTransitGatewayRouteRequest;
import software.amazon.awssdk.services.ec2.model.CreateTransitGatewayRouteResponse;

/**
 * Adds a static route to an attachment or a blackhole; a propagated route of the same destination steps back behind it.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayRoute.html">AWS</a>
 *
 * <p>Errors: {@code InvalidRouteTableID.NotFound}, {@code InvalidTransitGatewayAttachmentID.NotFound}, {@code MissingParameter},
 * {@code InvalidParameterValue}, {@code InvalidParameterCombination}, {@code RouteAlreadyExists}.
 */
public final class CreateTransitGatewayRoute implements Action<CreateTransitGatewayRouteRequest, CreateTransitGatewayRouteResponse> {
  public static final Operation<CreateTransitGatewayRouteRequest, CreateTransitGatewayRouteResponse> OPERATION =
      Operation.of(
          "CreateTransitGatewayRoute",
          CreateTransitGatewayRouteRequest.class,
          new CreateTransitGatewayRoute(),
          "DestinationCidrBlock",
          "TransitGatewayRouteTableId",
          "TransitGatewayAttachmentId",
          "Blackhole");

  @Override
  public Applied<CreateTransitGatewayRouteResponse> apply(
      Snapshot snapshot, Caller caller, CreateTransitGatewayRouteRequest request, Facts facts) {
    TransitGatewayRouteTable table = RouteTables.require(snapshot, caller, request.transitGatewayRouteTableId());
    StaticRoute route =
        new RouteRequest(request.destinationCidrBlock(), request.transitGatewayAttachmentId(), request.blackhole())
            .route(snapshot, caller, table);
    if (table.routes().stream().anyMatch(r -> r.destination().equals(route.destination()))) {
      throw Ec2Error.ROUTE_ALREADY_EXISTS.with(
          "Route " + route.destination() + " already exists in Transit Gateway Route Table " + table.id() + ".");
    }
    TransitGatewayRouteTable changed = table.withRoutes(Stream.concat(table.routes().stream(), Stream.of(route)).toList());
    Snapshot next = snapshot.with(changed);
    return Applied.of(next, CreateTransitGatewayRouteResponse.builder().route(RouteView.of(next, changed, route)).build());
  }
}
