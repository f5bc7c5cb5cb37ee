package dev.postern.core.action.ec2.vpn;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpnGateway;
import dev.postern.core.state.Snapshot;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.DetachVpnGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DetachVpnGatewayResponse;

/**
 * Takes a virtual private gateway off its VPC: its route tables learn from it no more, and static routes to it become blackholes.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachVpnGateway.html">AWS</a>
 *
 * <p>Errors: {@code InvalidVpnGatewayID.NotFound}, {@code InvalidVpcID.NotFound}, {@code InvalidVpnGatewayAttachment.NotFound}.
 */
public final class DetachVpnGateway implements Action<DetachVpnGatewayRequest, DetachVpnGatewayResponse> {
  public static final Operation<DetachVpnGatewayRequest, DetachVpnGatewayResponse> OPERATION =
      Operation.of("DetachVpnGateway", DetachVpnGatewayRequest.class, new DetachVpnGateway(), "VpcId", "VpnGatewayId");

  @Override
  public Applied<DetachVpnGatewayResponse> apply(Snapshot snapshot, Caller caller, DetachVpnGatewayRequest request, Facts facts) {
    VpnGateway gateway = Lookup.require(snapshot, caller, VpnGateway.class, Kind.VPN_GATEWAY, request.vpnGatewayId());
    Vpc vpc = Lookup.require(snapshot, caller, Vpc.class, Kind.VPC, request.vpcId());
    if (!gateway.vpcId().equals(Optional.of(vpc.id()))) {
      throw Ec2Error.VPN_GATEWAY_ATTACHMENT_NOT_FOUND.with(gateway.id(), vpc.id());
    }
    Snapshot next = snapshot.with(gateway.attachedTo(Optional.empty()));
    for (RouteTable table : snapshot.inNetwork(RouteTable.class, vpc.id())) {
      if (table.propagatingVgws().contains(gateway.id())) {
        next = next.with(table.withPropagatingVgws(table.propagatingVgws().stream().filter(id -> !id.equals(gateway.id())).toList()));
      }
    }
    return Applied.of(next, DetachVpnGatewayResponse.builder().build());
  }
}
