package dev.postern.core.action.ec2.vpn;

import dev.postern.core.action.ec2.Tags;
import dev.postern.core.model.CustomerGateway;
import dev.postern.core.state.Snapshot;

/** A customer gateway as responses show it. */
final class CustomerGatewayView {
  private CustomerGatewayView() {}

  static software.amazon.awssdk.services.ec2.model.CustomerGateway of(Snapshot snapshot, CustomerGateway gateway) {
    return software.amazon.awssdk.services.ec2.model.CustomerGateway.builder()
        .customerGatewayId(gateway.id())
        .state("available")
        .type(VpnType.IPSEC)
        .ipAddress(gateway.ipAddress())
        .bgpAsn(Long.toString(gateway.bgpAsn()))
        .deviceName(gateway.deviceName().orElse(null))
        .tags(Tags.shown(snapshot, gateway.key()))
        .build();
  }
}
