package dev.postern.core.action.directconnect;

import dev.postern.core.model.DirectConnectConnection;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.Site;
import dev.postern.core.model.VirtualInterface;
import dev.postern.core.model.VpnGateway;
import dev.postern.core.state.Snapshot;

/** A virtual interface as responses show it: {@code available} when a site stands at its other end, {@code down} otherwise. */
final class VirtualInterfaceView {
  private VirtualInterfaceView() {}

  static software.amazon.awssdk.services.directconnect.model.VirtualInterface of(Snapshot snapshot, VirtualInterface line) {
    boolean up = !snapshot.inNetwork(Site.class, line.id()).isEmpty();
    ResourceKey key = line.key();
    return software.amazon.awssdk.services.directconnect.model.VirtualInterface.builder()
        .ownerAccount(key.account())
        .virtualInterfaceId(line.id())
        .location(
            snapshot
                .find(DirectConnectConnection.class, new ResourceKey(key.account(), key.region(), Kind.DIRECT_CONNECT_CONNECTION, line.connectionId()))
                .map(DirectConnectConnection::location)
                .orElse(null))
        .connectionId(line.connectionId())
        .virtualInterfaceType("private")
        .virtualInterfaceName(line.name())
        .vlan(line.vlan())
        .asn(line.asn() <= Integer.MAX_VALUE ? (int) line.asn() : null)
        .asnLong(line.asn())
        .amazonSideAsn(snapshot.located(VpnGateway.class, line.virtualGatewayId()).map(VpnGateway::amazonSideAsn).orElse(null))
        .addressFamily("ipv4")
        .virtualInterfaceState(up ? "available" : "down")
        .mtu(CreatePrivateVirtualInterface.MTU)
        .virtualGatewayId(line.virtualGatewayId())
        .bgpPeers(p -> p.asnLong(line.asn()).addressFamily("ipv4").bgpPeerState("available").bgpStatus(up ? "up" : "down"))
        .region(key.region())
        .tags(Tagging.shown(snapshot, key))
        .siteLinkEnabled(false)
        .build();
  }
}
