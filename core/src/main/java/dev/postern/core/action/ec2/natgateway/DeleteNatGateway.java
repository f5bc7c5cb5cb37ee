package dev.postern.core.action.ec2.natgateway;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.elasticip.AddressAssociations;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NatGateway;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.DeleteNatGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNatGatewayResponse;

/**
 * Deletes a NAT gateway and its interface and unties its Elastic IP; routes to it become blackholes.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNatGateway.html">AWS</a>
 *
 * <p>Errors: {@code NatGatewayNotFound}, {@code InvalidNetworkInterfaceID.NotFound}.
 */
public final class DeleteNatGateway implements Action<DeleteNatGatewayRequest, DeleteNatGatewayResponse> {
  public static final Operation<DeleteNatGatewayRequest, DeleteNatGatewayResponse> OPERATION =
      Operation.of("DeleteNatGateway", DeleteNatGatewayRequest.class, new DeleteNatGateway(), "NatGatewayId");

  @Override
  public Applied<DeleteNatGatewayResponse> apply(Snapshot snapshot, Caller caller, DeleteNatGatewayRequest request, Facts facts) {
    NatGateway gateway = Lookup.require(snapshot, caller, NatGateway.class, Kind.NAT_GATEWAY, request.natGatewayId());
    NetworkInterface networkInterface =
        Lookup.require(snapshot, caller, NetworkInterface.class, Kind.NETWORK_INTERFACE, gateway.networkInterfaceId());
    Snapshot next = AddressAssociations.without(snapshot, networkInterface).without(networkInterface.key()).without(gateway.key());
    return Applied.of(next, DeleteNatGatewayResponse.builder().natGatewayId(gateway.id()).build());
  }
}
