package dev.postern.core.plan;

import dev.postern.core.ip.Cidr;
import dev.postern.core.ip.Ip;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The public side of a Region: AWS's public services on their own addresses, and the hosts that are in no VPC. */
public final class EdgePlan {
  static final int MAIN_TABLE = 254;
  private static final List<Integer> SERVICE_PORTS = List.of(443, 80);
  private static final String RESOLVER = "169.254.169.253";

  private EdgePlan() {}

  /**
   * The plan of a Region's edge.
   *
   * @param serviceBlocks the blocks that public services answer on, those of other Regions too: which Region's is asked, the name of the host says
   * @param hosts the namespaces of hosts on the public side and the public address of each
   */
  public static KernelPlan compile(String region, Collection<Cidr> serviceBlocks, SortedMap<String, String> hosts) {
    String edge = Names.edge(region);
    Set<Item> items = new HashSet<>();
    SortedMap<String, String> sysctls = new TreeMap<>(PlanCompiler.HOST_SYSCTLS);
    sysctls.putAll(
        Map.of(
            "ipv4/ip_forward", "1",
            "ipv4/conf/all/rp_filter", "0",
            "ipv4/conf/default/rp_filter", "0",
            "ipv4/conf/all/send_redirects", "0",
            "ipv4/conf/default/send_redirects", "0"));
    items.add(new Item.Namespace(edge, sysctls, edge));
    items.add(new Item.Ruleset(edge, PlanCompiler.text("edge.nft"), edge));
    for (Cidr block : serviceBlocks) {
      items.add(
          new Item.KernelRoute(
              edge, MAIN_TABLE, block, Item.RouteType.LOCAL, Optional.of("lo"), Optional.empty(), 0, edge));
    }
    items.add(new Item.KernelRoute(edge, MAIN_TABLE, Cidr.ANY, Item.RouteType.BLACKHOLE, Optional.empty(), Optional.empty(), 0, edge));
    items.add(new Item.Address(edge, "lo", RESOLVER, 32, edge));
    for (Item.Transport transport : Item.Transport.values()) {
      items.add(new Item.Listener(edge, Optional.empty(), RESOLVER, 53, transport, new Door.PublicResolver(region), edge));
    }
    hosts.forEach((host, ip) -> items.addAll(publicHost(edge, host, ip)));
    hosts.keySet().forEach(host -> items.addAll(doors(region, Names.publicLink(host), new Door.Public(region), host)));
    return new KernelPlan(edge, items);
  }

  /**
   * The sockets of one link into the edge. Every socket is bound to its device: one for any device would now and then win a connection of an
   * endpoint's device, because Linux also prefers a socket whose last packet came on the same processor.
   */
  static List<Item> doors(String region, String device, Door door, String origin) {
    return SERVICE_PORTS.stream()
        .<Item>map(port -> new Item.Listener(Names.edge(region), Optional.of(device), "0.0.0.0", port, Item.Transport.TCP, door, origin))
        .toList();
  }

  private static List<Item> publicHost(String edge, String host, String ip) {
    String link = Names.publicLink(host);
    String near = Names.mac(link, 'r');
    String far = Names.mac(link, 'e');
    String gateway = PlanCompiler.EDGE_END;
    return List.of(
        new Item.Namespace(host, PlanCompiler.HOST_SYSCTLS, host),
        new Item.Link(edge, link, near, host, "eth0", far, PlanCompiler.MTU, host),
        new Item.Neighbour(edge, link, ip, far, host),
        new Item.KernelRoute(
            edge, MAIN_TABLE, Cidr.host(Ip.parse(ip)), Item.RouteType.UNICAST, Optional.of(link), Optional.empty(), 0, host),
        new Item.Address(host, "eth0", ip, 32, host),
        new Item.Neighbour(host, "eth0", gateway, near, host),
        new Item.KernelRoute(host, MAIN_TABLE, Cidr.ANY, Item.RouteType.UNICAST, Optional.of("eth0"), Optional.of(gateway), 0, host));
  }
}
