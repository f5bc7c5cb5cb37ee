package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.AcceptVpcEndpointConnectionsRequest;
import software.amazon.awssdk.services.ec2.model.AcceptVpcEndpointConnectionsResponse;

/**
 * Lets endpoints in that wait for it, or that were rejected; anything else is an unsuccessful item.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AcceptVpcEndpointConnections.html">AWS</a>
 *
 * <p>Errors: {@code InvalidVpcEndpointServiceId.NotFound}, {@code InvalidVpcEndpointServiceIdId.Malformed}, {@code InvalidVpcEndpointId.Malformed};
 * of an item {@code InvalidVpcEndpoint.NotFound}, {@code IncorrectState}.
 */
public final class AcceptVpcEndpointConnections implements Action<AcceptVpcEndpointConnectionsRequest, AcceptVpcEndpointConnectionsResponse> {
  public static final Operation<AcceptVpcEndpointConnectionsRequest, AcceptVpcEndpointConnectionsResponse> OPERATION =
      Operation.of("AcceptVpcEndpointConnections", AcceptVpcEndpointConnectionsRequest.class, new AcceptVpcEndpointConnections(), "ServiceId", "VpcEndpointId");

  @Override
  public Applied<AcceptVpcEndpointConnectionsResponse> apply(Snapshot snapshot, Caller caller, AcceptVpcEndpointConnectionsRequest request, Facts facts) {
    DecidedConnections decided =
        DecidedConnections.of(snapshot, caller, request.serviceId(), request.vpcEndpointIds(), VpcEndpoint.Acceptance.ACCEPTED, AcceptVpcEndpointConnections::isOpen, facts.observed());
    return Applied.of(decided.next(), AcceptVpcEndpointConnectionsResponse.builder().unsuccessful(decided.unsuccessful()).build());
  }

  private static boolean isOpen(VpcEndpoint.Acceptance acceptance) {
    return switch (acceptance) {
      case PENDING, REJECTED -> true;
      case ACCEPTED -> false;
    };
  }
}
