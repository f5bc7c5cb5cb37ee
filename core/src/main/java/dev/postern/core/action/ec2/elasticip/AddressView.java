package dev.postern.core.action.ec2.elasticip;

import dev.postern.core.action.ec2.Tags;
import dev.postern.core.model.ElasticIp;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.Address;

/** An Elastic IP as responses show it. */
final class AddressView {
  private AddressView() {}

  static Address of(Snapshot snapshot, ElasticIp address) {
    Address.Builder shown =
        Address.builder()
            .allocationId(address.id())
            .publicIp(address.publicIp())
            .publicIpv4Pool("amazon")
            .domain("vpc")
            .networkBorderGroup(address.key().region())
            .tags(Tags.shown(snapshot, address.key()));
    address
        .association()
        .ifPresent(
            a ->
                shown
                    .associationId(a.id())
                    .networkInterfaceId(a.networkInterfaceId())
                    .networkInterfaceOwnerId(address.key().account())
                    .privateIpAddress(a.privateIp())
                    .instanceId(a.instanceId().orElse(null)));
    return shown.build();
  }
}
