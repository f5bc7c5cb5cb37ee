package dev.postern.core.hybrid;

import dev.postern.core.ip.Cidr;
import dev.postern.core.model.Site;
import dev.postern.core.model.VpnConnection;
import dev.postern.core.state.Snapshot;
import java.util.List;

/** The blocks behind a VPN connection, as its gateway knows them: its static routes, or what the sites behind its customer gateway announce. */
public final class VpnBlocks {
  private VpnBlocks() {}

  /** In order, each once. */
  public static List<Cidr> of(Snapshot snapshot, VpnConnection connection) {
    if (connection.staticRoutesOnly()) {
      return connection.routes().stream().distinct().sorted().toList();
    }
    return snapshot.inNetwork(Site.class, connection.customerGatewayId()).stream().flatMap(s -> s.cidrs().stream()).distinct().sorted().toList();
  }
}
