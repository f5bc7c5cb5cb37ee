package dev.postern.core.action.ec2.routetable;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.DeleteRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.DeleteRouteTableResponse;

/**
 * Deletes a route table that no subnet uses and that is not the main one.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRouteTable.html">AWS</a>
 *
 * <p>Errors: {@code InvalidRouteTableID.NotFound}, {@code DependencyViolation}.
 */
public final class DeleteRouteTable implements Action<DeleteRouteTableRequest, DeleteRouteTableResponse> {
  public static final Operation<DeleteRouteTableRequest, DeleteRouteTableResponse> OPERATION =
      Operation.of("DeleteRouteTable", DeleteRouteTableRequest.class, new DeleteRouteTable(), "RouteTableId");

  @Override
  public Applied<DeleteRouteTableResponse> apply(Snapshot snapshot, Caller caller, DeleteRouteTableRequest request, Facts facts) {
    RouteTable table = Lookup.require(snapshot, caller, RouteTable.class, Kind.ROUTE_TABLE, request.routeTableId());
    if (!table.associations().isEmpty()) {
      throw Ec2Error.DEPENDENCY_VIOLATION.with("The routeTable '" + table.id() + "' has dependencies and cannot be deleted.");
    }
    Snapshot next = snapshot.without(table.key());
    for (VpcEndpoint endpoint : snapshot.inNetwork(VpcEndpoint.class, table.vpcId())) {
      if (endpoint.routeTableIds().contains(table.id())) {
        next = next.with(without(endpoint, table.id()));
      }
    }
    return Applied.of(next, DeleteRouteTableResponse.builder().build());
  }

  private static VpcEndpoint without(VpcEndpoint endpoint, String routeTableId) {
    return endpoint.with(endpoint.routeTableIds().stream().filter(id -> !id.equals(routeTableId)).toList(), endpoint.policyDocument());
  }
}
