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
import dev.postern.core.model.VpcEndpointService;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.DeleteVpcEndpointServiceConfigurationsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcEndpointServiceConfigurationsResponse;
import software.amazon.awssdk.services.ec2.model.UnsuccessfulItem;

/**
 * Deletes endpoint services that no endpoint waits for or uses; what fails is an unsuccessful item, a malformed id fails the call.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpcEndpointServiceConfigurations.html">AWS</a>
 */
public final class DeleteVpcEndpointServiceConfigurations implements Action<DeleteVpcEndpointServiceConfigurationsRequest, DeleteVpcEndpointServiceConfigurationsResponse> {
  public static final Operation<DeleteVpcEndpointServiceConfigurationsRequest, DeleteVpcEndpointServiceConfigurationsResponse> OPERATION =
      Operation.of("DeleteVpcEndpointServiceConfigurations", DeleteVpcEndpointServiceConfigurationsRequest.class, new DeleteVpcEndpointServiceConfigurations(), "ServiceId");

  @Override
  public Applied<DeleteVpcEndpointServiceConfigurationsResponse> apply(Snapshot snapshot, Caller caller, DeleteVpcEndpointServiceConfigurationsRequest request, Facts facts) {
    if (request.serviceIds().isEmpty()) {
      throw Ec2Error.MISSING_PARAMETER.with("ServiceId");
    }
    request.serviceIds().forEach(id -> Lookup.wellFormed(Kind.VPC_ENDPOINT_SERVICE, id));
    Snapshot next = snapshot;
    List<UnsuccessfulItem> unsuccessful = new ArrayList<>();
    for (String id : request.serviceIds().stream().distinct().toList()) {
      Optional<VpcEndpointService> service = next.find(VpcEndpointService.class, Lookup.key(caller, Kind.VPC_ENDPOINT_SERVICE, id));
      if (service.isEmpty()) {
        unsuccessful.add(item(id, Ec2Error.VPC_ENDPOINT_SERVICE_NOT_FOUND.with(id)));
      } else if (ServiceBalancers.hasConnections(next, service.get())) {
        unsuccessful.add(item(id, Ec2Error.EXISTING_VPC_ENDPOINT_CONNECTIONS.with()));
      } else {
        next = next.without(service.get().key());
      }
    }
    return Applied.of(next, DeleteVpcEndpointServiceConfigurationsResponse.builder().unsuccessful(unsuccessful).build());
  }

  static UnsuccessfulItem item(String id, AwsException error) {
    return UnsuccessfulItem.builder().resourceId(id).error(e -> e.code(error.code()).message(error.text())).build();
  }
}
