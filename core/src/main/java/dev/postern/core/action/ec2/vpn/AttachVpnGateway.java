package dev.postern.core.action.ec2.vpn;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpnGateway;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.AttachVpnGatewayRequest;
import software.amazon.awssdk.services.ec2.model.AttachVpnGatewayResponse;

/**
 * Attaches a virtual private gateway to a VPC that has none; the same attachment again changes nothing.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AttachVpnGateway.html">AWS</a>
 *
 * <p>Errors: {@code InvalidVpnGatewayID.NotFound}, {@code InvalidVpcID.NotFound}, {@code VpnGatewayAttachmentLimitExceeded},
 * {@code InvalidVpcState}.
 */
public final class AttachVpnGateway implements Action<AttachVpnGatewayRequest, AttachVpnGatewayResponse> {
  public static final Operation<AttachVpnGatewayRequest, AttachVpnGatewayResponse> OPERATION =
      Operation.of("AttachVpnGateway", AttachVpnGatewayRequest.class, new AttachVpnGateway(), "VpcId", "VpnGatewayId");

  @Override
  public Applied<AttachVpnGatewayResponse> apply(Snapshot snapshot, Caller caller, AttachVpnGatewayRequest request, Facts facts) {
    VpnGateway gateway = Lookup.require(snapshot, caller, VpnGateway.class, Kind.VPN_GATEWAY, request.vpnGatewayId());
    Vpc vpc = Lookup.require(snapshot, caller, Vpc.class, Kind.VPC, request.vpcId());
    AttachVpnGatewayResponse attached = AttachVpnGatewayResponse.builder().vpcAttachment(VpnGatewayView.attachment(vpc.id())).build();
    if (gateway.vpcId().equals(Optional.of(vpc.id()))) {
      return Applied.of(snapshot, attached);
    }
    if (gateway.vpcId().isPresent()) {
      throw Ec2Error.VPN_GATEWAY_ATTACHMENT_LIMIT_EXCEEDED.with(gateway.id());
    }
    List<VpnGateway> others = snapshot.inNetwork(VpnGateway.class, vpc.id());
    if (!others.isEmpty()) {
      throw Ec2Error.VPC_STATE.with(vpc.id(), others.getFirst().id());
    }
    return Applied.of(snapshot.with(gateway.attachedTo(Optional.of(vpc.id()))), attached);
  }
}
