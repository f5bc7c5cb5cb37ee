package dev.postern.core.action.ec2.vpn;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.VirtualInterface;
import dev.postern.core.model.VpnConnection;
import dev.postern.core.model.VpnGateway;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.DeleteVpnGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpnGatewayResponse;

/**
 * Deletes a virtual private gateway that is attached to nothing and that no VPN connection or virtual interface ends on.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpnGateway.html">AWS</a>
 *
 * <p>Errors: {@code InvalidVpnGatewayID.NotFound}, {@code IncorrectState}.
 */
public final class DeleteVpnGateway implements Action<DeleteVpnGatewayRequest, DeleteVpnGatewayResponse> {
  public static final Operation<DeleteVpnGatewayRequest, DeleteVpnGatewayResponse> OPERATION =
      Operation.of("DeleteVpnGateway", DeleteVpnGatewayRequest.class, new DeleteVpnGateway(), "VpnGatewayId");

  @Override
  public Applied<DeleteVpnGatewayResponse> apply(Snapshot snapshot, Caller caller, DeleteVpnGatewayRequest request, Facts facts) {
    VpnGateway gateway = Lookup.require(snapshot, caller, VpnGateway.class, Kind.VPN_GATEWAY, request.vpnGatewayId());
    boolean used =
        gateway.vpcId().isPresent()
            || !snapshot.inNetwork(VpnConnection.class, gateway.id()).isEmpty()
            || !snapshot.inNetwork(VirtualInterface.class, gateway.id()).isEmpty();
    if (used) {
      throw Ec2Error.INCORRECT_STATE.with("The virtual private gateway is in use.");
    }
    return Applied.of(snapshot.without(gateway.key()), DeleteVpnGatewayResponse.builder().build());
  }
}
