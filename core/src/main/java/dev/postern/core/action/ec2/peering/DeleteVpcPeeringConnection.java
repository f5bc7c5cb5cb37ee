package dev.postern.core.action.ec2.peering;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.VpcPeeringConnection;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.DeleteVpcPeeringConnectionRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcPeeringConnectionResponse;

/**
 * Ends an active peering connection, by either side, or takes a request back, by the requester; routes to it turn to blackholes.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpcPeeringConnection.html">AWS</a>
 *
 * <p>Errors: {@code InvalidVpcPeeringConnectionID.NotFound}, {@code OperationNotPermitted}, {@code InvalidStateTransition}.
 */
public final class DeleteVpcPeeringConnection implements Action<DeleteVpcPeeringConnectionRequest, DeleteVpcPeeringConnectionResponse> {
  public static final Operation<DeleteVpcPeeringConnectionRequest, DeleteVpcPeeringConnectionResponse> OPERATION =
      Operation.of(
          "DeleteVpcPeeringConnection", DeleteVpcPeeringConnectionRequest.class, new DeleteVpcPeeringConnection(), "VpcPeeringConnectionId");

  @Override
  public Applied<DeleteVpcPeeringConnectionResponse> apply(
      Snapshot snapshot, Caller caller, DeleteVpcPeeringConnectionRequest request, Facts facts) {
    VpcPeeringConnection connection = Connections.require(snapshot, caller, request.vpcPeeringConnectionId(), facts.now());
    if (!connection.holds()) {
      throw Connections.wrongState(connection, "deleting");
    }
    boolean waits = connection.state() == VpcPeeringConnection.State.PENDING_ACCEPTANCE;
    if (waits && !connection.requester().account().equals(caller.account())) {
      throw Ec2Error.OPERATION_NOT_PERMITTED.with("User " + caller.account() + " cannot delete peering " + connection.id());
    }
    Snapshot next = snapshot.with(connection.with(VpcPeeringConnection.State.DELETED, "Deleted by " + caller.account(), facts.now()));
    return Applied.of(next, DeleteVpcPeeringConnectionResponse.builder().returnValue(true).build());
  }
}
