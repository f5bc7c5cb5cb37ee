package dev.postern.core.fabric;

import dev.postern.core.model.LoadBalancer;
import dev.postern.core.model.Site;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.VirtualInterface;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.model.VpcEndpointService;
import dev.postern.core.model.VpnConnection;
import dev.postern.core.model.VpnGateway;
import dev.postern.core.model.ZoneFault;
import dev.postern.core.state.Snapshot;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which units of the kernel a change concerns. A resource names the units it is a part of; where that is a gateway, everybody who meets there
 * is concerned.
 */
public final class Units {
  private Units() {}

  /** The VPCs, sites, transit gateways and edges that must be compiled again when these units have changed. */
  public static Set<String> concerned(Snapshot snapshot, Collection<String> changed) {
    Set<String> units = new TreeSet<>();
    changed.forEach(unit -> add(units, snapshot, unit));
    return units;
  }

  private static void add(Set<String> units, Snapshot snapshot, String unit) {
    String kind = unit.substring(0, Math.max(0, unit.indexOf('-')));
    switch (kind) {
      case "vgw" -> {
        snapshot.inNetwork(VpnGateway.class, unit).forEach(g -> g.vpcId().ifPresent(units::add));
        snapshot.inNetwork(VpnConnection.class, unit).forEach(c -> sites(units, snapshot, c.customerGatewayId()));
        snapshot.inNetwork(VirtualInterface.class, unit).forEach(v -> sites(units, snapshot, v.id()));
      }
      case "cgw" -> {
        sites(units, snapshot, unit);
        for (VpnConnection connection : snapshot.inNetwork(VpnConnection.class, unit)) {
          add(units, snapshot, connection.vpnGatewayId().or(connection::transitGatewayId).orElseThrow());
        }
      }
      case "dxvif" -> {
        sites(units, snapshot, unit);
        snapshot.inNetwork(VirtualInterface.class, unit).forEach(v -> add(units, snapshot, v.virtualGatewayId()));
      }
      case "elb" -> snapshot.inNetwork(VpcEndpointService.class, unit).forEach(s -> consumers(units, snapshot, s.id()));
      case "vpce" -> consumers(units, snapshot, unit);
      case "tgw" -> {
        units.add(unit);
        snapshot.inNetwork(TransitGatewayAttachment.class, unit).forEach(a -> a.vpcId().ifPresent(units::add));
        snapshot.inNetwork(VpnConnection.class, unit).forEach(c -> sites(units, snapshot, c.customerGatewayId()));
      }
      default -> {
        if (unit.startsWith(ZoneFault.unit(""))) {
          inZone(units, snapshot, unit.substring(ZoneFault.unit("").length()));
        } else {
          units.add(unit);
          // Endpoints in other VPCs lead to what stands behind a VPC's load balancers.
          snapshot.inNetwork(LoadBalancer.class, unit).forEach(b -> add(units, snapshot, b.id()));
        }
      }
    }
  }

  private static void consumers(Set<String> units, Snapshot snapshot, String serviceId) {
    snapshot.inNetwork(VpcEndpoint.class, serviceId).forEach(e -> units.add(e.vpcId()));
  }

  private static void sites(Set<String> units, Snapshot snapshot, String unit) {
    snapshot.inNetwork(Site.class, unit).forEach(s -> units.add(s.id()));
  }

  private static void inZone(Set<String> units, Snapshot snapshot, String zone) {
    for (String unit : snapshot.networks().keySet()) {
      boolean there = !snapshot.inNetwork(Vpc.class, unit).isEmpty()
          && snapshot.inNetwork(Subnet.class, unit).stream().anyMatch(s -> s.availabilityZone().equals(zone));
      if (there) {
        units.add(unit);
      }
    }
  }
}
