package dev.postern.core.plan;

import dev.postern.core.fabric.Port;
import dev.postern.core.ip.Cidr;
import dev.postern.core.ip.Ip;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the inside of a host's namespace needs for one of its interfaces. */
final class HostPlan {
  private HostPlan() {}

  /** The namespace, the addresses, and, so that every packet passes the router, a route to base+1 and from the first interface a default route. */
  static List<Item> of(Port port, Cidr subnet, String routerMac) {
    String host = port.hostId();
    String eni = port.networkInterfaceId();
    String device = "eth" + port.index();
    String gateway = Ip.text(subnet.at(1));
    List<Item> items = new ArrayList<>();
    items.add(new Item.Namespace(host, sysctls(port.host()), host));
    port.ips().forEach(ip -> items.add(new Item.Address(host, device, Ip.text(ip), subnet.length(), eni)));
    items.add(new Item.Neighbour(host, device, gateway, routerMac, eni));
    items.add(route(host, Cidr.host(subnet.at(1)), device, Optional.empty(), eni));
    items.add(new Item.KernelRoute(host, EdgePlan.MAIN_TABLE, subnet, Item.RouteType.UNICAST, Optional.of(device), Optional.of(gateway), port.index(), eni));
    if (port.index() == 0) {
      items.add(route(host, Cidr.ANY, device, Optional.of(gateway), eni));
    }
    if (port.host() == Port.HostKind.NAT_GATEWAY) {
      items.add(new Item.Ruleset(host, PlanCompiler.text("nat.nft"), host));
    }
    return items;
  }

  private static Item route(String host, Cidr destination, String device, Optional<String> via, String origin) {
    return new Item.KernelRoute(host, EdgePlan.MAIN_TABLE, destination, Item.RouteType.UNICAST, Optional.of(device), via, 0, origin);
  }

  private static SortedMap<String, String> sysctls(Port.HostKind kind) {
    return switch (kind) {
      case INSTANCE, FUNCTION, ENDPOINT, RESOLVER, BALANCER, TRANSIT_GATEWAY -> PlanCompiler.HOST_SYSCTLS;
      case NAT_GATEWAY -> {
        SortedMap<String, String> sysctls = new TreeMap<>(PlanCompiler.HOST_SYSCTLS);
        sysctls.putAll(
            Map.of(
                "ipv4/ip_forward", "1",
                "ipv4/conf/all/rp_filter", "0",
                "ipv4/conf/default/rp_filter", "0",
                "ipv4/conf/all/send_redirects", "0",
                "ipv4/conf/default/send_redirects", "0",
                // AWS ends a NAT gateway's idle connections after 350 seconds.
                "netfilter/nf_conntrack_tcp_timeout_established", "350",
                "netfilter/nf_conntrack_tcp_loose", "0"));
        yield sysctls;
      }
    };
  }
}
