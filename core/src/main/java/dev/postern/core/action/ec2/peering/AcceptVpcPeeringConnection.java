package dev.postern.core.action.ec2.peering;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.VpcPeeringConnection;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.AcceptVpcPeeringConnectionRequest;
import software.amazon.awssdk.services.ec2.model.AcceptVpcPeeringConnectionResponse;

/**
 * Makes a requested peering connection active: the accepter's to do, in the accepter's Region.
 *
 * <p>VPCs whose blocks have come to overlap since the request are not joined: the connection fails.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AcceptVpcPeeringConnection.html">AWS</a>
 *
 * <p>Errors: {@code InvalidVpcPeeringConnectionID.NotFound}, {@code OperationNotPermitted}, {@code InvalidStateTransition},
 * {@code VpcPeeringConnectionAlreadyExists}.
 */
public final class AcceptVpcPeeringConnection implements Action<AcceptVpcPeeringConnectionRequest, AcceptVpcPeeringConnectionResponse> {
  public static final Operation<AcceptVpcPeeringConnectionRequest, AcceptVpcPeeringConnectionResponse> OPERATION =
      Operation.of(
          "AcceptVpcPeeringConnection", AcceptVpcPeeringConnectionRequest.class, new AcceptVpcPeeringConnection(), "VpcPeeringConnectionId");

  @Override
  public Applied<AcceptVpcPeeringConnectionResponse> apply(
      Snapshot snapshot, Caller caller, AcceptVpcPeeringConnectionRequest request, Facts facts) {
    VpcPeeringConnection asked =
        Connections.requireToAnswer(
            snapshot, caller, request.vpcPeeringConnectionId(), "accept", "accepted", VpcPeeringConnection.State.ACTIVE, facts.now());
    requireNoOther(snapshot, asked);
    List<Cidr> ofRequester = Connections.blocks(snapshot, asked.requester()).orElse(List.of());
    List<Cidr> ofAccepter = Connections.blocks(snapshot, asked.accepter()).orElse(List.of());
    VpcPeeringConnection answered =
        Connections.overlap(ofRequester, ofAccepter)
            ? asked.with(VpcPeeringConnection.State.FAILED, CreateVpcPeeringConnection.FAILURE, facts.now())
            : asked.with(VpcPeeringConnection.State.ACTIVE, "Active", facts.now()).withCidrs(ofRequester, ofAccepter);
    Snapshot next = snapshot.with(answered);
    return Applied.of(
        next, AcceptVpcPeeringConnectionResponse.builder().vpcPeeringConnection(ConnectionView.of(next, caller, answered)).build());
  }

  /** Two VPCs have one active connection, whoever asked for it. */
  private static void requireNoOther(Snapshot snapshot, VpcPeeringConnection asked) {
    Set<String> vpcs = asked.networks();
    for (VpcPeeringConnection other : snapshot.inNetwork(VpcPeeringConnection.class, asked.accepter().vpcId())) {
      if (other.state() == VpcPeeringConnection.State.ACTIVE && other.networks().equals(vpcs)) {
        throw Ec2Error.VPC_PEERING_CONNECTION_ALREADY_EXISTS.with(asked.id());
      }
    }
  }
}
