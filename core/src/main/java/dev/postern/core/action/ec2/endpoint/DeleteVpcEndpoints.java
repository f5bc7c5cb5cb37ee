package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.AwsException;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.DeleteVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcEndpointsResponse;
import software.amazon.awssdk.services.ec2.model.UnsuccessfulItem;

/**
 * Deletes endpoints with their routes; an unknown id is an unsuccessful item, a malformed one fails the call.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpcEndpoints.html">AWS</a>
 */
public final class DeleteVpcEndpoints implements Action<DeleteVpcEndpointsRequest, DeleteVpcEndpointsResponse> {
  public static final Operation<DeleteVpcEndpointsRequest, DeleteVpcEndpointsResponse> OPERATION =
      Operation.of("DeleteVpcEndpoints", DeleteVpcEndpointsRequest.class, new DeleteVpcEndpoints(), "VpcEndpointId");

  @Override
  public Applied<DeleteVpcEndpointsResponse> apply(Snapshot snapshot, Caller caller, DeleteVpcEndpointsRequest request, Facts facts) {
    if (request.vpcEndpointIds().isEmpty()) {
      throw Ec2Error.MISSING_PARAMETER.with("VpcEndpointId");
    }
    request.vpcEndpointIds().forEach(id -> Lookup.wellFormed(Kind.VPC_ENDPOINT, id));
    Snapshot next = snapshot;
    List<UnsuccessfulItem> unsuccessful = new ArrayList<>();
    for (String id : request.vpcEndpointIds().stream().distinct().toList()) {
      Optional<VpcEndpoint> endpoint = next.find(VpcEndpoint.class, Lookup.key(caller, Kind.VPC_ENDPOINT, id));
      if (endpoint.isPresent()) {
        next = without(next, caller, endpoint.get());
      } else {
        unsuccessful.add(item(id, Ec2Error.VPC_ENDPOINT_NOT_FOUND.with(id)));
      }
    }
    return Applied.of(next, DeleteVpcEndpointsResponse.builder().unsuccessful(unsuccessful).build());
  }

  private static Snapshot without(Snapshot snapshot, Caller caller, VpcEndpoint endpoint) {
    List<RouteTable> tables = Lookup.requireAll(snapshot, caller, RouteTable.class, Kind.ROUTE_TABLE, endpoint.routeTableIds());
    return EndpointRoutes.removed(snapshot, tables, endpoint).without(endpoint.key());
  }

  private static UnsuccessfulItem item(String id, AwsException error) {
    return UnsuccessfulItem.builder().resourceId(id).error(e -> e.code(error.code()).message(error.text())).build();
  }
}
