package dev.postern.core.hybrid;

import dev.postern.core.ip.Cidr;
import dev.postern.core.model.Route;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.Site;
import dev.postern.core.model.VirtualInterface;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpnConnection;
import dev.postern.core.model.VpnGateway;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a virtual private gateway has learnt: the blocks behind its VPN connections and virtual interfaces, and the way to each.
 *
 * <p>Of several ways to one block the gateway takes Direct Connect before a VPN connection's static route before one learnt by BGP, then the
 * older connection. <a href="https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html">AWS</a>
 */
public final class LearntRoutes {
  private LearntRoutes() {}

  /** Where a route was learnt from, in the order of preference. */
  public enum Source {
    DIRECT_CONNECT,
    VPN_STATIC,
    VPN_BGP
  }

  /**
   * One block and the way to it.
   *
   * @param connectionId of a VPN connection or a virtual interface
   */
  public record LearntRoute(Cidr destination, String connectionId, Source source) {}

  /** In the order of destinations, each once. */
  public static List<LearntRoute> of(Snapshot snapshot, VpnGateway gateway) {
    List<LearntRoute> heard = new ArrayList<>();
    for (VirtualInterface line : snapshot.inNetwork(VirtualInterface.class, gateway.id())) {
      for (Site site : snapshot.inNetwork(Site.class, line.id())) {
        site.cidrs().forEach(block -> heard.add(new LearntRoute(block, line.id(), Source.DIRECT_CONNECT)));
      }
    }
    for (VpnConnection connection : oldestFirst(snapshot, gateway)) {
      Source source = connection.staticRoutesOnly() ? Source.VPN_STATIC : Source.VPN_BGP;
      VpnBlocks.of(snapshot, connection).forEach(block -> heard.add(new LearntRoute(block, connection.id(), source)));
    }
    TreeMap<Cidr, LearntRoute> best = new TreeMap<>();
    heard.stream().sorted(Comparator.comparing(LearntRoute::source)).forEach(route -> best.putIfAbsent(route.destination(), route));
    return List.copyOf(best.values());
  }

  /**
   * The routes that propagation adds to a table: what its gateways have learnt, except destinations that the table has a route to already,
   * because a local or a static route goes before a propagated one.
   */
  public static List<Route> propagated(Snapshot snapshot, RouteTable table) {
    Set<Route.Destination> taken =
        Stream.concat(
                table.routes().stream().map(Route::destination),
                snapshot.inNetwork(Vpc.class, table.vpcId()).stream().flatMap(v -> v.cidrs().stream()).map(b -> new Route.ToCidr(b.cidr())))
            .collect(Collectors.toSet());
    return snapshot.inNetwork(VpnGateway.class, table.vpcId()).stream()
        .filter(g -> table.propagatingVgws().contains(g.id()))
        .flatMap(g -> of(snapshot, g).stream().map(r -> new Route(new Route.ToCidr(r.destination()), new Route.ViaVpnGateway(g.id()))))
        .filter(r -> !taken.contains(r.destination()))
        .toList();
  }

  private static List<VpnConnection> oldestFirst(Snapshot snapshot, VpnGateway gateway) {
    return snapshot.inNetwork(VpnConnection.class, gateway.id()).stream()
        .sorted(Comparator.comparing(VpnConnection::created).thenComparing(VpnConnection::id))
        .toList();
  }
}
