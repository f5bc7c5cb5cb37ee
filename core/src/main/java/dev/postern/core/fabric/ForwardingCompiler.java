package dev.postern.core.fabric;

import dev.postern.core.hybrid.LearntRoutes;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.InternetGateway;
import dev.postern.core.model.NatGateway;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Resource;
import dev.postern.core.model.Route;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.model.VpnGateway;
import dev.postern.core.services.PrefixList;
import dev.postern.core.services.PrefixLists;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compiles the route tables of one VPC to its forwarding tables. */
final class ForwardingCompiler {
  private final Snapshot snapshot;
  private final Vpc vpc;
  private final SortedMap<String, Port> ports;
  private final Set<String> uplinks;
  private final List<RouteTable> tables;
  private final Map<String, RouteTable> tableOf = new HashMap<>();

  /** @param ports and {@code uplinks} what can carry packets now */
  ForwardingCompiler(Snapshot snapshot, Vpc vpc, SortedMap<String, Port> ports, Set<String> uplinks) {
    this.snapshot = snapshot;
    this.vpc = vpc;
    this.ports = ports;
    this.uplinks = uplinks;
    this.tables = in(RouteTable.class);
    for (RouteTable table : tables) {
      table.associations().forEach(a -> tableOf.put(a.subnetId().orElse(""), table));
    }
  }

  /** The table of a subnet: its own, or the VPC's main one. */
  RouteTable tableOf(Subnet subnet) {
    RouteTable table = tableOf.getOrDefault(subnet.id(), tableOf.get(""));
    if (table == null) {
      throw new IllegalStateException(vpc.id() + " has no main route table");
    }
    return table;
  }

  /** The key of the forwarding table of a subnet. */
  String key(Subnet subnet) {
    return key(tableOf(subnet), subnet.availabilityZone());
  }

  private static String key(RouteTable table, String zone) {
    return isZonal(table) ? table.id() + "/" + zone : table.id();
  }

  private static boolean isZonal(RouteTable table) {
    return table.routes().stream().anyMatch(r -> r.target() instanceof Route.ViaTransitGateway);
  }

  /** By key; a table with a route to a transit gateway once for each zone. */
  SortedMap<String, ForwardingTable> tables() {
    Set<String> zones = new TreeSet<>();
    in(Subnet.class).forEach(s -> zones.add(s.availabilityZone()));
    SortedMap<String, ForwardingTable> forwarding = new TreeMap<>();
    for (RouteTable table : tables) {
      for (String zone : zones) {
        forwarding.computeIfAbsent(key(table, zone), k -> new ForwardingTable(k, table.id(), entries(table, zone)));
      }
    }
    return forwarding;
  }

  private List<ForwardingEntry> entries(RouteTable table, String zone) {
    List<ForwardingEntry> entries = new ArrayList<>();
    for (Route route : table.routes()) {
      NextHop hop = hop(route.target(), zone);
      switch (route.destination()) {
        case Route.ToCidr(Cidr cidr) -> entries.add(new ForwardingEntry(cidr, hop, ForwardingEntry.STATIC, table.id() + "/" + cidr));
        case Route.ToPrefixList(String id) ->
            blocks(vpc, id).forEach(c -> entries.add(new ForwardingEntry(c, hop, ForwardingEntry.PREFIX_LIST, table.id() + "/" + id)));
      }
    }
    for (VpnGateway gateway : in(VpnGateway.class)) {
      if (table.propagatingVgws().contains(gateway.id())) {
        blocks(LearntRoutes.of(snapshot, gateway))
            .forEach(c -> entries.add(new ForwardingEntry(c, new NextHop.ToUplink(gateway.id()), ForwardingEntry.LEARNT, table.id() + "/" + c)));
      }
    }
    return entries;
  }

  private static Collection<Cidr> blocks(List<LearntRoutes.LearntRoute> routes) {
    return new TreeSet<>(routes.stream().map(LearntRoutes.LearntRoute::destination).toList());
  }

  private NextHop hop(Route.Target target, String zone) {
    return switch (target) {
      case Route.ViaInternetGateway(String id) -> holds(InternetGateway.class, id) ? new NextHop.ToInternetGateway(id) : new NextHop.Blackhole();
      case Route.ViaNatGateway(String id) ->
          in(NatGateway.class).stream()
              .filter(n -> n.id().equals(id))
              .findFirst()
              .<NextHop>map(n -> new NextHop.ToNatGateway(id, n.networkInterfaceId()))
              .orElseGet(NextHop.Blackhole::new);
      case Route.ViaNetworkInterface(String id, _) -> ports.containsKey(id) ? new NextHop.ToInterface(id) : new NextHop.Blackhole();
      case Route.ViaVpcEndpoint(String id) -> holds(VpcEndpoint.class, id) ? new NextHop.ToEndpoint(id) : new NextHop.Blackhole();
      case Route.ViaVpcPeeringConnection(String id) -> uplinks.contains(id) ? new NextHop.ToUplink(id) : new NextHop.Blackhole();
      case Route.ViaVpnGateway(String id) -> uplinks.contains(id) ? new NextHop.ToUplink(id) : new NextHop.Blackhole();
      case Route.ViaTransitGateway(String id) -> toTransitGateway(id, zone);
    };
  }

  /** A transit gateway takes packets of a zone only by the interface it has there. */
  private NextHop toTransitGateway(String id, String zone) {
    return in(TransitGatewayAttachment.class).stream()
        .filter(a -> a.transitGatewayId().equals(id))
        .flatMap(a -> a.networkInterfaceIds().stream())
        .filter(ports::containsKey)
        .filter(eni -> in(NetworkInterface.class).stream().anyMatch(n -> n.id().equals(eni) && n.availabilityZone().equals(zone)))
        .findFirst()
        .<NextHop>map(eni -> new NextHop.ToTransitGateway(id, eni))
        .orElseGet(NextHop.Blackhole::new);
  }

  /** The blocks of an AWS-managed prefix list of the VPC's Region. */
  static List<Cidr> blocks(Vpc vpc, String prefixListId) {
    return PrefixLists.find(vpc.key().region(), prefixListId).map(PrefixList::cidrs).orElse(List.of());
  }

  private boolean holds(Class<? extends Resource> type, String id) {
    return in(type).stream().anyMatch(r -> r.id().equals(id));
  }

  private <T extends Resource> List<T> in(Class<T> type) {
    return snapshot.inNetwork(type, vpc.id());
  }
}
