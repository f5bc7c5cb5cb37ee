package dev.postern.core.plan;

import dev.postern.core.fabric.SiteFabric;
import dev.postern.core.ip.Cidr;
import dev.postern.core.ip.Ip;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Prints an on-premises network: its router, its hosts, and its link to the backbone. It filters nothing; what it asks in DNS is the public view. */
public final class SitePlan {
  private static final String RESOLVER = "169.254.169.253";
  private static final int DNS = 53;

  private final SiteFabric site;
  private final String router;
  private final Set<Item> items = new HashSet<>();

  private SitePlan(SiteFabric site) {
    this.site = site;
    this.router = site.siteId();
  }

  public static KernelPlan compile(SiteFabric site) {
    return new SitePlan(site).compile();
  }

  private KernelPlan compile() {
    router();
    site.hosts().forEach(this::host);
    String link = Names.siteLink(site.siteId());
    items.addAll(BackbonePlan.link(router, link, link, site.siteId(), site.siteId()));
    items.add(unicast(router, Cidr.ANY, link, PlanCompiler.EDGE_END, router));
    for (int i = 0; i < site.tables().size(); i++) {
      items.add(BackbonePlan.rule(BackbonePlan.OWN_RULE + i, site.siteId(), site.tables().get(i), site.siteId()));
    }
    site.arrivals().forEach(a -> items.add(BackbonePlan.route(a, link)));
    return new KernelPlan(site.siteId(), items);
  }

  private void router() {
    SortedMap<String, String> sysctls = new TreeMap<>(PlanCompiler.HOST_SYSCTLS);
    sysctls.putAll(
        Map.of(
            "ipv4/ip_forward", "1",
            "ipv4/conf/all/rp_filter", "0",
            "ipv4/conf/default/rp_filter", "0",
            "ipv4/conf/all/send_redirects", "0",
            "ipv4/conf/default/send_redirects", "0"));
    items.add(new Item.Namespace(router, sysctls, router));
    for (Cidr cidr : site.cidrs()) {
      items.add(
          new Item.KernelRoute(router, EdgePlan.MAIN_TABLE, cidr, Item.RouteType.BLACKHOLE, Optional.empty(), Optional.empty(), 0, router));
    }
    items.add(new Item.Address(router, "lo", RESOLVER, 32, router));
    for (Item.Transport transport : Item.Transport.values()) {
      items.add(new Item.Listener(router, Optional.empty(), RESOLVER, DNS, transport, new Door.PublicResolver(site.region()), router));
    }
  }

  private void host(SiteFabric.Host host) {
    String id = host.hostId();
    String link = Names.siteHostLink(id);
    String near = Names.mac(link, 'r');
    String far = Names.mac(link, 'e');
    String ip = Ip.text(host.ip());
    items.add(new Item.Namespace(id, PlanCompiler.HOST_SYSCTLS, id));
    items.add(new Item.Link(router, link, near, id, "eth0", far, PlanCompiler.MTU, id));
    items.add(new Item.Neighbour(router, link, ip, far, id));
    items.add(new Item.KernelRoute(router, EdgePlan.MAIN_TABLE, Cidr.host(host.ip()), Item.RouteType.UNICAST, Optional.of(link), Optional.empty(), 0, id));
    items.add(new Item.Address(id, "eth0", ip, 32, id));
    items.add(new Item.Neighbour(id, "eth0", PlanCompiler.EDGE_END, near, id));
    items.add(unicast(id, Cidr.ANY, "eth0", PlanCompiler.EDGE_END, id));
  }

  private static Item unicast(String namespace, Cidr destination, String device, String via, String origin) {
    return new Item.KernelRoute(
        namespace, EdgePlan.MAIN_TABLE, destination, Item.RouteType.UNICAST, Optional.of(device), Optional.of(via), 0, origin);
  }
}
