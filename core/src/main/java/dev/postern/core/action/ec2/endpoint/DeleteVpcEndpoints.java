package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.networkinterface.InterfaceAttachments;
import dev.postern.core.error.AwsException;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.services.EndpointNames;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.DeleteVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcEndpointsResponse;
import software.amazon.awssdk.services.ec2.model.UnsuccessfulItem;

/**
 * Deletes endpoints with their routes and network interfaces; an unknown id is an unsuccessful item, a malformed one fails the call.
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
      if (endpoint.isEmpty()) {
        unsuccessful.add(item(id, Ec2Error.VPC_ENDPOINT_NOT_FOUND.with(id)));
        continue;
      }
      Optional<VpcEndpoint> dependent = dependent(next, endpoint.get());
      if (dependent.isPresent()) {
        unsuccessful.add(item(id, Ec2Error.INVALID_PARAMETER.with(
            "The Gateway endpoint " + id + " cannot be deleted: PrivateDnsOnlyForInboundResolverEndpoint is true for " + dependent.get().id() + ".")));
        continue;
      }
      next = without(next, caller, endpoint.get());
    }
    return Applied.of(next, DeleteVpcEndpointsResponse.builder().unsuccessful(unsuccessful).build());
  }

  /** The interface endpoint that needs this gateway endpoint in its VPC, if it is the last one of the service there. */
  private static Optional<VpcEndpoint> dependent(Snapshot snapshot, VpcEndpoint endpoint) {
    List<VpcEndpoint> siblings =
        snapshot.inNetwork(VpcEndpoint.class, endpoint.vpcId()).stream()
            .filter(e -> !e.id().equals(endpoint.id()) && e.serviceName().equals(endpoint.serviceName()))
            .toList();
    boolean last = endpoint.type() == VpcEndpoint.Type.GATEWAY && siblings.stream().noneMatch(e -> e.type() == VpcEndpoint.Type.GATEWAY);
    return siblings.stream().filter(e -> last && e.needsGateway()).findFirst();
  }

  private static Snapshot without(Snapshot snapshot, Caller caller, VpcEndpoint endpoint) {
    List<RouteTable> tables = Lookup.requireAll(snapshot, caller, RouteTable.class, Kind.ROUTE_TABLE, endpoint.routeTableIds());
    Snapshot next = EndpointRoutes.removed(snapshot, tables, endpoint);
    for (NetworkInterface networkInterface : EndpointNames.interfaces(snapshot, endpoint)) {
      next = InterfaceAttachments.deleted(next, networkInterface);
    }
    return next.without(endpoint.key());
  }

  private static UnsuccessfulItem item(String id, AwsException error) {
    return UnsuccessfulItem.builder().resourceId(id).error(e -> e.code(error.code()).message(error.text())).build();
  }
}
