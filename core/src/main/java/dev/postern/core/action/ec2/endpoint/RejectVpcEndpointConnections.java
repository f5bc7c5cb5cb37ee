package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.RejectVpcEndpointConnectionsRequest;
import software.amazon.awssdk.services.ec2.model.RejectVpcEndpointConnectionsResponse;

/**
 * Turns endpoints away, whether they wait or are in: their connections break. What is rejected already is an unsuccessful item.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RejectVpcEndpointConnections.html">AWS</a>
 *
 * <p>Errors: {@code InvalidVpcEndpointServiceId.NotFound}, {@code InvalidVpcEndpointServiceIdId.Malformed}, {@code InvalidVpcEndpointId.Malformed};
 * of an item {@code InvalidVpcEndpoint.NotFound}, {@code IncorrectState}.
 */
public final class RejectVpcEndpointConnections implements Action<RejectVpcEndpointConnectionsRequest, RejectVpcEndpointConnectionsResponse> {
  public static final Operation<RejectVpcEndpointConnectionsRequest, RejectVpcEndpointConnectionsResponse> OPERATION =
      Operation.of("RejectVpcEndpointConnections", RejectVpcEndpointConnectionsRequest.class, new RejectVpcEndpointConnections(), "ServiceId", "VpcEndpointId");

  @Override
  public Applied<RejectVpcEndpointConnectionsResponse> apply(Snapshot snapshot, Caller caller, RejectVpcEndpointConnectionsRequest request, Facts facts) {
    DecidedConnections decided =
        DecidedConnections.of(snapshot, caller, request.serviceId(), request.vpcEndpointIds(), VpcEndpoint.Acceptance.REJECTED, RejectVpcEndpointConnections::isOpen, facts.observed());
    return Applied.of(decided.next(), RejectVpcEndpointConnectionsResponse.builder().unsuccessful(decided.unsuccessful()).build());
  }

  private static boolean isOpen(VpcEndpoint.Acceptance acceptance) {
    return switch (acceptance) {
      case PENDING, ACCEPTED -> true;
      case REJECTED -> false;
    };
  }
}
