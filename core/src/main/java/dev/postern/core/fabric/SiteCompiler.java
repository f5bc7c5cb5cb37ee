package dev.postern.core.fabric;

import dev.postern.core.hybrid.LearntRoutes;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.Site;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.model.VirtualInterface;
import dev.postern.core.model.VpnConnection;
import dev.postern.core.model.VpnGateway;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;

/** Compiles an on-premises network to its {@link SiteFabric}. */
public final class SiteCompiler {
  private final Snapshot snapshot;
  private final Site site;
  private final List<String> tables = new ArrayList<>();
  private final List<Arrival> arrivals = new ArrayList<>();

  private SiteCompiler(Snapshot snapshot, Site site) {
    this.snapshot = snapshot;
    this.site = site;
  }

  public static SiteFabric compile(Snapshot snapshot, Site site) {
    return new SiteCompiler(snapshot, site).compile();
  }

  private SiteFabric compile() {
    tables.add(site.id());
    for (String gateway : site.customerGatewayIds()) {
      for (VpnConnection connection : snapshot.inNetwork(VpnConnection.class, gateway)) {
        connection.vpnGatewayId().ifPresent(id -> byGateway(id, connection.id()));
        connection.transitGatewayId().ifPresent(id -> byTransitGateway(id, connection.id()));
      }
    }
    for (String id : site.virtualInterfaceIds()) {
      snapshot.inNetwork(VirtualInterface.class, id).forEach(line -> byGateway(line.virtualGatewayId(), line.id()));
    }
    return new SiteFabric(
        site.id(),
        site.key().account(),
        site.key().region(),
        site.cidrs(),
        site.hosts().stream().map(h -> new SiteFabric.Host(h.id(), Ip.parse(h.ip()))).toList(),
        List.copyOf(tables),
        List.copyOf(arrivals));
  }

  private void byGateway(String gatewayId, String by) {
    for (VpnGateway gateway : snapshot.inNetwork(VpnGateway.class, gatewayId)) {
      LearntRoutes.of(snapshot, gateway).stream()
          .filter(r -> r.connectionId().equals(by))
          .filter(r -> arrivals.stream().noneMatch(a -> a.table().equals(gatewayId) && a.destination().equals(r.destination())))
          .forEach(r -> arrivals.add(new Arrival(gatewayId, r.destination(), site.id(), Arrival.preference(true, site.id()), by)));
    }
  }

  private void byTransitGateway(String transitGatewayId, String connectionId) {
    List<TransitGatewayRouteTable> all = snapshot.inNetwork(TransitGatewayRouteTable.class, transitGatewayId);
    for (TransitGatewayAttachment attachment : snapshot.inNetwork(TransitGatewayAttachment.class, transitGatewayId)) {
      if (attachment.vpnConnectionId().filter(connectionId::equals).isPresent()) {
        all.stream().filter(t -> t.associations().contains(attachment.id())).forEach(t -> tables.add(t.id()));
        all.forEach(t -> arrivals.addAll(Arrival.of(snapshot, t, attachment, site.id())));
      }
    }
  }
}
