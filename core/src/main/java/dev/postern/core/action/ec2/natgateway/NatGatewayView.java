package dev.postern.core.action.ec2.natgateway;

import dev.postern.core.action.ec2.Tags;
import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NatGateway;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddress;

/** A NAT gateway as responses show it: {@code available} when the kernel carries it. */
final class NatGatewayView {
  private NatGatewayView() {}

  static software.amazon.awssdk.services.ec2.model.NatGateway of(Snapshot snapshot, NatGateway gateway, Observed observed) {
    return software.amazon.awssdk.services.ec2.model.NatGateway.builder()
        .natGatewayId(gateway.id())
        .vpcId(gateway.vpcId())
        .subnetId(gateway.subnetId())
        .state(state(gateway, observed))
        .connectivityType(gateway.isPublic() ? "public" : "private")
        .availabilityMode("zonal")
        .createTime(gateway.createTime())
        .natGatewayAddresses(address(snapshot, gateway))
        .tags(Tags.shown(snapshot, gateway.key()))
        .build();
  }

  static String state(NatGateway gateway, Observed observed) {
    return observed.holds(gateway.vpcId(), gateway.id()) ? "available" : "pending";
  }

  private static NatGatewayAddress address(Snapshot snapshot, NatGateway gateway) {
    NatGatewayAddress.Builder shown =
        NatGatewayAddress.builder().networkInterfaceId(gateway.networkInterfaceId()).isPrimary(true).status("succeeded");
    snapshot
        .find(NetworkInterface.class, key(gateway, Kind.NETWORK_INTERFACE, gateway.networkInterfaceId()))
        .ifPresent(e -> shown.privateIp(e.primaryIp()));
    gateway
        .allocationId()
        .flatMap(id -> snapshot.find(ElasticIp.class, key(gateway, Kind.ELASTIC_IP, id)))
        .ifPresent(
            e ->
                shown
                    .allocationId(e.id())
                    .publicIp(e.publicIp())
                    .associationId(e.association().map(ElasticIp.Association::id).orElse(null)));
    return shown.build();
  }

  private static ResourceKey key(NatGateway gateway, Kind kind, String id) {
    return new ResourceKey(gateway.key().account(), gateway.key().region(), kind, id);
  }
}
