package dev.postern.core.action.ec2.vpn;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.transitgateway.Detachment;
import dev.postern.core.model.Kind;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.VpnConnection;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.DeleteVpnConnectionRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpnConnectionResponse;

/**
 * Deletes a VPN connection, and its attachment to a transit gateway.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpnConnection.html">AWS</a>
 *
 * <p>Errors: {@code InvalidVpnConnectionID.NotFound}.
 */
public final class DeleteVpnConnection implements Action<DeleteVpnConnectionRequest, DeleteVpnConnectionResponse> {
  public static final Operation<DeleteVpnConnectionRequest, DeleteVpnConnectionResponse> OPERATION =
      Operation.of("DeleteVpnConnection", DeleteVpnConnectionRequest.class, new DeleteVpnConnection(), "VpnConnectionId");

  @Override
  public Applied<DeleteVpnConnectionResponse> apply(Snapshot snapshot, Caller caller, DeleteVpnConnectionRequest request, Facts facts) {
    VpnConnection connection = Lookup.require(snapshot, caller, VpnConnection.class, Kind.VPN_CONNECTION, request.vpnConnectionId());
    Snapshot next = snapshot.without(connection.key());
    for (TransitGatewayAttachment attachment : attachments(snapshot, connection)) {
      next = Detachment.of(next, attachment);
    }
    return Applied.of(next, DeleteVpnConnectionResponse.builder().build());
  }

  private static List<TransitGatewayAttachment> attachments(Snapshot snapshot, VpnConnection connection) {
    return connection.transitGatewayId().stream()
        .flatMap(id -> snapshot.inNetwork(TransitGatewayAttachment.class, id).stream())
        .filter(a -> a.vpnConnectionId().equals(Optional.of(connection.id())))
        .toList();
  }
}
