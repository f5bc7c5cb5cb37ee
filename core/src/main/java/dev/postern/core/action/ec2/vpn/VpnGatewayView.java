package dev.postern.core.action.ec2.vpn;

import dev.postern.core.action.ec2.Tags;
import dev.postern.core.model.VpnGateway;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.VpcAttachment;

/** A virtual private gateway as responses show it. */
final class VpnGatewayView {
  private VpnGatewayView() {}

  static software.amazon.awssdk.services.ec2.model.VpnGateway of(Snapshot snapshot, VpnGateway gateway) {
    return software.amazon.awssdk.services.ec2.model.VpnGateway.builder()
        .vpnGatewayId(gateway.id())
        .state("available")
        .type(VpnType.IPSEC)
        .amazonSideAsn(gateway.amazonSideAsn())
        .vpcAttachments(gateway.vpcId().stream().map(VpnGatewayView::attachment).toList())
        .tags(Tags.shown(snapshot, gateway.key()))
        .build();
  }

  static VpcAttachment attachment(String vpcId) {
    return VpcAttachment.builder().vpcId(vpcId).state("attached").build();
  }
}
