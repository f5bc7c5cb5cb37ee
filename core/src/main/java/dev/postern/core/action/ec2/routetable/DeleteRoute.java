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
import software.amazon.awssdk.services.ec2.model.DeleteRouteRequest;
import software.amazon.awssdk.services.ec2.model.DeleteRouteResponse;

/**
 * Takes a route out of a route table.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRoute.html">AWS</a>
 *
 * <p>Errors: {@code InvalidRouteTableID.NotFound}, {@code MissingParameter}, {@code InvalidParameterValue},
 * {@code InvalidParameterCombination}, {@code InvalidPrefixListID.NotFound}, {@code InvalidRoute.NotFound}.
 */
public final class DeleteRoute implements Action<DeleteRouteRequest, DeleteRouteResponse> {
  public static final Operation<DeleteRouteRequest, DeleteRouteResponse> OPERATION =
      Operation.of(
          "DeleteRoute",
          DeleteRouteRequest.class,
          new DeleteRoute(),
          "RouteTableId",
          "DestinationCidrBlock",
          "DestinationPrefixListId");

  @Override
  public Applied<DeleteRouteResponse> apply(Snapshot snapshot, Caller caller, DeleteRouteRequest request, Facts facts) {
    RouteTable table = Lookup.require(snapshot, caller, RouteTable.class, Kind.ROUTE_TABLE, request.routeTableId());
    Route.Destination destination = RouteRequest.destination(caller, request.destinationCidrBlock(), request.destinationPrefixListId());
    if (Routes.isLocal(snapshot, table, destination)) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("cannot remove local route " + Routes.text(destination) + " in route table " + table.id());
    }
    Route old = Routes.to(table, destination).orElseThrow(() -> Ec2Error.ROUTE_NOT_FOUND.with(Routes.text(destination), table.id()));
    Routes.requireNotOfEndpoint(table, old);
    List<Route> routes = table.routes().stream().filter(r -> !r.equals(old)).toList();
    return Applied.of(snapshot.with(table.withRoutes(routes)), DeleteRouteResponse.builder().build());
  }
}
