package dev.postern.core.hybrid;

import dev.postern.core.ip.Cidr;
import dev.postern.core.model.Site;
import dev.postern.core.model.VpnConnection;
import dev.postern.core.state.Snapshot;
import java.util.List;

/**
 * The blocks behind a VPN connection, as its gateway knows them: its static routes, or what the sites behind its customer gateway announce;
 * either only while the connection is up, which it is when a site stands behind the customer gateway.
 * <a href="https://docs.aws.amazon.com/vpn/latest/s2svpn/SetUpVPNConnections.html#vpn-configure-route-tables">AWS</a>
 */
public final class VpnBlocks {
  private VpnBlocks() {}

  /** In order, each once. */
  public static List<Cidr> of(Snapshot snapshot, VpnConnection connection) {
    List<Site> sites = sites(snapshot, connection);
    if (connection.staticRoutesOnly()) {
      return sites.isEmpty() ? List.of() : connection.routes().stream().distinct().sorted().toList();
    }
    return sites.stream().flatMap(s -> s.cidrs().stream()).distinct().sorted().toList();
  }

  /** The sites at the other end. */
  public static List<Site> sites(Snapshot snapshot, VpnConnection connection) {
    return snapshot.inNetwork(Site.class, connection.customerGatewayId());
  }

  public static boolean isUp(Snapshot snapshot, VpnConnection connection) {
    return !sites(snapshot, connection).isEmpty();
  }
}
