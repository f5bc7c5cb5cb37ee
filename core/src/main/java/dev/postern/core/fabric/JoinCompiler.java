package dev.postern.core.fabric;

import dev.postern.core.ip.Cidr;
import dev.postern.core.model.Resource;
import dev.postern.core.model.Site;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.model.VirtualInterface;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcPeeringConnection;
import dev.postern.core.model.VpnConnection;
import dev.postern.core.model.VpnGateway;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compiles what joins one VPC to other networks: its links to the backbone, and what arrives by them. */
final class JoinCompiler {
  private final Snapshot snapshot;
  private final Vpc vpc;
  private final SortedMap<String, Port> ports;
  private final List<Cidr> blocks;

  JoinCompiler(Snapshot snapshot, Vpc vpc, SortedMap<String, Port> ports) {
    this.snapshot = snapshot;
    this.vpc = vpc;
    this.ports = ports;
    this.blocks = vpc.cidrs().stream().map(Vpc.CidrAssociation::cidr).toList();
  }

  SortedMap<String, Uplink> uplinks() {
    SortedMap<String, Uplink> uplinks = new TreeMap<>();
    for (VpcPeeringConnection peering : peerings()) {
      String table = isRequester(peering) ? Uplink.requesterTable(peering.id()) : Uplink.accepterTable(peering.id());
      uplinks.put(peering.id(), new Uplink(peering.id(), table));
    }
    in(VpnGateway.class).forEach(g -> uplinks.put(g.id(), new Uplink(g.id(), g.id())));
    return uplinks;
  }

  /** Of each live transit gateway interface the route table that its attachment is associated with. */
  SortedMap<String, String> transit() {
    SortedMap<String, String> tables = new TreeMap<>();
    for (TransitGatewayAttachment attachment : in(TransitGatewayAttachment.class)) {
      for (TransitGatewayRouteTable table : snapshot.inNetwork(TransitGatewayRouteTable.class, attachment.transitGatewayId())) {
        if (table.associations().contains(attachment.id())) {
          attachment.networkInterfaceIds().stream().filter(ports::containsKey).forEach(eni -> tables.put(eni, table.id()));
        }
      }
    }
    return tables;
  }

  List<Arrival> arrivals() {
    List<Arrival> arrivals = new ArrayList<>();
    for (VpcPeeringConnection peering : peerings()) {
      String table = isRequester(peering) ? Uplink.accepterTable(peering.id()) : Uplink.requesterTable(peering.id());
      blocks.forEach(c -> arrivals.add(new Arrival(table, c, peering.id(), 0, peering.id())));
    }
    for (VpnGateway gateway : in(VpnGateway.class)) {
      sites(gateway).forEach((site, by) -> fromSite(arrivals, gateway, site, by));
    }
    in(TransitGatewayAttachment.class).forEach(a -> fromTransitGateway(arrivals, a));
    return List.copyOf(arrivals);
  }

  /** The sites that a virtual private gateway is joined to, each with the connection or virtual interface that does it. */
  private Map<Site, String> sites(VpnGateway gateway) {
    Map<Site, String> sites = new LinkedHashMap<>();
    for (VpnConnection connection : snapshot.inNetwork(VpnConnection.class, gateway.id())) {
      snapshot.inNetwork(Site.class, connection.customerGatewayId()).forEach(s -> sites.putIfAbsent(s, connection.id()));
    }
    for (VirtualInterface line : snapshot.inNetwork(VirtualInterface.class, gateway.id())) {
      snapshot.inNetwork(Site.class, line.id()).forEach(s -> sites.putIfAbsent(s, line.id()));
    }
    return sites;
  }

  /** The VPC's own blocks, and what the site's router sends this way besides: the VPC does not carry that on, and the path says so. */
  private void fromSite(List<Arrival> arrivals, VpnGateway gateway, Site site, String by) {
    blocks.forEach(c -> arrivals.add(new Arrival(site.id(), c, gateway.id(), Arrival.preference(false, vpc.id()), by)));
    site.towardsAws().forEach(c -> arrivals.add(new Arrival(site.id(), c, gateway.id(), Arrival.preference(true, vpc.id()), by)));
  }

  /** By the first live interface of the attachment: an attachment without one takes nothing. */
  private void fromTransitGateway(List<Arrival> arrivals, TransitGatewayAttachment attachment) {
    attachment.networkInterfaceIds().stream()
        .filter(ports::containsKey)
        .findFirst()
        .ifPresent(
            eni -> {
              for (TransitGatewayRouteTable table : snapshot.inNetwork(TransitGatewayRouteTable.class, attachment.transitGatewayId())) {
                arrivals.addAll(Arrival.of(snapshot, table, attachment, eni));
              }
            });
  }

  private List<VpcPeeringConnection> peerings() {
    return in(VpcPeeringConnection.class).stream().filter(p -> p.state() == VpcPeeringConnection.State.ACTIVE).toList();
  }

  private boolean isRequester(VpcPeeringConnection peering) {
    return peering.requester().vpcId().equals(vpc.id());
  }

  private <T extends Resource> List<T> in(Class<T> type) {
    return snapshot.inNetwork(type, vpc.id());
  }
}
