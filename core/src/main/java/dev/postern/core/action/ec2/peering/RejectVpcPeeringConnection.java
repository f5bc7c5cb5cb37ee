package dev.postern.core.action.ec2.peering;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.model.VpcPeeringConnection;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.RejectVpcPeeringConnectionRequest;
import software.amazon.awssdk.services.ec2.model.RejectVpcPeeringConnectionResponse;

/**
 * Declines a requested peering connection: the accepter's to do, in the accepter's Region.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RejectVpcPeeringConnection.html">AWS</a>
 *
 * <p>Errors: {@code InvalidVpcPeeringConnectionID.NotFound}, {@code OperationNotPermitted}, {@code InvalidStateTransition}.
 */
public final class RejectVpcPeeringConnection implements Action<RejectVpcPeeringConnectionRequest, RejectVpcPeeringConnectionResponse> {
  public static final Operation<RejectVpcPeeringConnectionRequest, RejectVpcPeeringConnectionResponse> OPERATION =
      Operation.of(
          "RejectVpcPeeringConnection", RejectVpcPeeringConnectionRequest.class, new RejectVpcPeeringConnection(), "VpcPeeringConnectionId");

  @Override
  public Applied<RejectVpcPeeringConnectionResponse> apply(
      Snapshot snapshot, Caller caller, RejectVpcPeeringConnectionRequest request, Facts facts) {
    VpcPeeringConnection asked =
        Connections.requireToAnswer(
            snapshot, caller, request.vpcPeeringConnectionId(), "reject", "rejected", VpcPeeringConnection.State.REJECTED, facts.now());
    Snapshot next = snapshot.with(asked.with(VpcPeeringConnection.State.REJECTED, "Rejected by " + caller.account(), facts.now()));
    return Applied.of(next, RejectVpcPeeringConnectionResponse.builder().returnValue(true).build());
  }
}
