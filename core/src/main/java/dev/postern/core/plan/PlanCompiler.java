package dev.postern.core.plan;

import dev.postern.core.fabric.EndpointTable;
import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.ForwardingEntry;
import dev.postern.core.fabric.ForwardingTable;
import dev.postern.core.fabric.NextHop;
import dev.postern.core.fabric.Port;
import dev.postern.core.fabric.SubnetTable;
import dev.postern.core.fabric.Uplink;
import dev.postern.core.ip.Cidr;
import dev.postern.core.ip.Ip;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Prints a VPC's fabric as the items that its router and hosts need in the kernel. */
public final class PlanCompiler {
  /** The map from public to private addresses of a router. */
  public static final String PUBLIC_IN = "public_in";

  static final int MTU = 9001;
  static final int LOCAL_TABLE = 1000;
  private static final int LOCAL_RULE = 100;
  private static final int SUBNET_RULE = 1000;
  private static final int LAST_RULE = 30000;

  /** Next hops on the links that join router and edge; on-link, never seen by a host. */
  static final String ROUTER_END = "169.254.0.1";

  static final String EDGE_END = "169.254.0.2";
  private static final String RESOLVER = "169.254.169.253";
  private static final String METADATA = "169.254.169.254";

  /** The static rules, by name; each is read once. */
  private static final Map<String, String> TEXTS = new ConcurrentHashMap<>();

  private final Fabric fabric;
  private final String router;
  private final String edge;
  private final Set<Item> items = new HashSet<>();
  private final Map<List<String>, String> combined = new HashMap<>();

  private PlanCompiler(Fabric fabric) {
    this.fabric = fabric;
    this.router = fabric.vpcId();
    this.edge = Names.edge(fabric.region());
  }

  /** The plan of a VPC; empty while nothing in it sends or is an endpoint. */
  public static KernelPlan compile(Fabric fabric) {
    return fabric.isIdle() ? KernelPlan.empty(fabric.vpcId()) : new PlanCompiler(fabric).compile();
  }

  private KernelPlan compile() {
    router();
    fabric.subnets().values().forEach(this::subnet);
    fabric.forwarding().values().forEach(this::routes);
    fabric.groups().values().forEach(this::group);
    fabric.members().forEach(this::members);
    fabric.prefixes().forEach(this::prefixes);
    fabric.ports().values().forEach(this::port);
    combinations();
    fabric.internetGateway().ifPresent(this::internetGateway);
    fabric.endpoints().values().forEach(this::endpoint);
    fabric.uplinks().values().forEach(this::uplink);
    items.addAll(FlowPlan.of(fabric));
    fabric.arrivals().forEach(a -> items.add(BackbonePlan.route(a, door(a.door()))));
    return new KernelPlan(fabric.vpcId(), items);
  }

  private void router() {
    SortedMap<String, String> sysctls = new TreeMap<>(HOST_SYSCTLS);
    sysctls.putAll(
        Map.of(
            "ipv4/ip_forward", "1",
            "ipv4/conf/all/rp_filter", "0",
            "ipv4/conf/default/rp_filter", "0",
            "ipv4/conf/all/send_redirects", "0",
            "ipv4/conf/default/send_redirects", "0",
            "netfilter/nf_conntrack_tcp_loose", "0"));
    items.add(new Item.Namespace(router, sysctls, router));
    items.add(new Item.Ruleset(router, text("router.nft"), router));
    items.add(new Item.PolicyRule(router, LOCAL_RULE, 0, LOCAL_TABLE, router));
    items.add(new Item.PolicyRule(router, LAST_RULE, 0, 0, router));
    for (Cidr cidr : fabric.cidrs()) {
      element("local", cidr.toString(), router);
      items.add(
          new Item.KernelRoute(
              router, LOCAL_TABLE, cidr, Item.RouteType.BLACKHOLE, Optional.empty(), Optional.empty(), 0, router));
    }
    String resolver = Ip.text(fabric.cidrs().getFirst().at(2));
    Door.Resolver door = new Door.Resolver(fabric.region(), fabric.account(), router, false);
    for (String ip : List.of(resolver, RESOLVER)) {
      items.add(new Item.Address(router, "lo", ip, 32, router));
      for (Item.Transport transport : Item.Transport.values()) {
        items.add(new Item.Listener(router, Optional.empty(), ip, 53, transport, door, router));
      }
    }
    items.add(new Item.Address(router, "lo", METADATA, 32, router));
    Door.Metadata metadata = new Door.Metadata(fabric.region(), fabric.account(), router);
    items.add(new Item.Listener(router, Optional.empty(), METADATA, 80, Item.Transport.TCP, metadata, router));
  }

  private void subnet(SubnetTable subnet) {
    int mark = Names.number(subnet.subnetId());
    items.add(new Item.PolicyRule(router, SUBNET_RULE, mark, Names.number(subnet.forwarding()), subnet.subnetId()));
    String out = "acl_out_" + Names.digits(subnet.outbound().origin());
    String in = "acl_in_" + Names.digits(subnet.inbound().origin());
    chain(out, Nft.acl(subnet.outbound(), true), subnet.outbound().origin());
    chain(in, Nft.acl(subnet.inbound(), false), subnet.inbound().origin());
    element("acl_out", String.valueOf(mark), "jump " + out, subnet.subnetId());
    element("acl_in", String.valueOf(mark), "jump " + in, subnet.subnetId());
  }

  private void routes(ForwardingTable table) {
    int number = Names.number(table.key());
    for (ForwardingEntry entry : table.entries()) {
      Optional<Hop> hop = hop(entry.hop());
      items.add(
          new Item.KernelRoute(
              router,
              number,
              entry.destination(),
              hop.isPresent() ? Item.RouteType.UNICAST : Item.RouteType.BLACKHOLE,
              hop.map(Hop::device),
              hop.map(Hop::via),
              entry.preference(),
              table.routeTableId()));
    }
  }

  private record Hop(String device, String via) {}

  private Optional<Hop> hop(NextHop hop) {
    return switch (hop) {
      case NextHop.ToInternetGateway _ -> Optional.of(new Hop(Names.INTERNET_GATEWAY_LINK, EDGE_END));
      case NextHop.ToNatGateway(_, String eni) -> toPort(eni);
      case NextHop.ToInterface(String eni) -> toPort(eni);
      case NextHop.ToEndpoint(String id) -> Optional.of(new Hop(Names.endpointLink(id), EDGE_END));
      case NextHop.ToUplink(String id) -> Optional.of(new Hop(Names.uplink(id), EDGE_END));
      case NextHop.ToTransitGateway(_, String eni) -> Optional.of(new Hop(Names.hostLink(eni), EDGE_END));
      case NextHop.Blackhole _ -> Optional.empty();
    };
  }

  private Optional<Hop> toPort(String eni) {
    return Optional.ofNullable(fabric.ports().get(eni)).map(p -> new Hop(Names.hostLink(eni), Ip.text(p.primary())));
  }

  private void group(Fabric.GroupTable group) {
    chain(group("out", group.groupId()), Nft.group(group.outbound(), true, "goto receive"), group.groupId());
    chain(group("in", group.groupId()), Nft.group(group.inbound(), false, "accept"), group.groupId());
  }

  private void members(String groupId, Set<Long> addresses) {
    items.add(new Item.NamedSet(router, Nft.members(groupId), "type ipv4_addr;", groupId));
    addresses.forEach(a -> element(Nft.members(groupId), Ip.text(a), groupId));
  }

  private void prefixes(String prefixListId, List<Cidr> blocks) {
    items.add(new Item.NamedSet(router, Nft.prefixes(prefixListId), "type ipv4_addr; flags interval;", prefixListId));
    blocks.forEach(c -> element(Nft.prefixes(prefixListId), c.toString(), prefixListId));
  }

  private void port(Port port) {
    switch (port.host()) {
      case INSTANCE, FUNCTION, NAT_GATEWAY -> host(port);
      case ENDPOINT, RESOLVER, BALANCER ->
          Optional.ofNullable(fabric.served().get(port.hostId()))
              .ifPresent(
                  s ->
                      items.addAll(
                          port.grouped()
                              ? ServedPlan.of(fabric, port, s, "goto " + combination("in", port.groups()), "goto " + combination("out", port.groups()))
                              : ServedPlan.of(fabric, port, s, "accept", "goto receive")));
      case TRANSIT_GATEWAY -> transit(port);
    }
  }

  private void transit(Port port) {
    String eni = port.networkInterfaceId();
    String link = Names.hostLink(eni);
    Optional<String> table = Optional.ofNullable(fabric.transit().get(eni));
    items.addAll(
        table.isPresent()
            ? BackbonePlan.link(router, link, link, table.get(), eni)
            : BackbonePlan.joined(router, link, Names.BACKBONE, link, eni));
    device(port, link);
    element("unchecked", quoted(link), eni);
    element("transit", quoted(link), eni);
  }

  private void host(Port port) {
    String eni = port.networkInterfaceId();
    String link = Names.hostLink(eni);
    String routerMac = Names.mac(link, 'r');
    HostPlan.of(port, fabric.subnetOf(port).cidr(), routerMac).forEach(items::add);
    items.add(new Item.Link(router, link, routerMac, port.hostId(), "eth" + port.index(), port.mac(), MTU, eni));
    for (long ip : port.ips()) {
      items.add(new Item.Neighbour(router, link, Ip.text(ip), port.mac(), eni));
      items.add(
          new Item.KernelRoute(
              router, LOCAL_TABLE, Cidr.host(ip), Item.RouteType.UNICAST, Optional.of(link), Optional.empty(), 0, eni));
      element("addresses", quoted(link) + " . " + Ip.text(ip), eni);
    }
    device(port, link);
    zone(link, fabric.subnetOf(port).zone(), eni);
    if (!port.checked()) {
      element("unchecked", quoted(link), eni);
    }
  }

  /** What a link of an interface is to the filters: its subnet, and its groups. */
  private void device(Port port, String link) {
    String eni = port.networkInterfaceId();
    int mark = Names.number(port.subnetId());
    element("subnet", quoted(link), String.valueOf(mark), eni);
    element("same_subnet", mark + " . " + quoted(link), eni);
    if (port.grouped()) {
      element("group_out", quoted(link), "goto " + combination("out", port.groups()), eni);
      element("group_in", quoted(link), "goto " + combination("in", port.groups()), eni);
    } else {
      element("ungrouped", quoted(link), eni);
    }
  }

  /** What is counted as going from one zone to another. */
  private void zone(String link, String zone, String eni) {
    int number = Math.floorMod(zone.hashCode(), Integer.MAX_VALUE) + 1;
    element("zone", quoted(link), String.valueOf(number), eni);
    element("same_zone", number + " . " + quoted(link), eni);
    element("meter_cross", quoted(link), eni);
  }

  /** Interfaces with the same groups share a chain that tries each group and refuses. */
  private void combinations() {
    fabric.ports().values().stream()
        .filter(Port::grouped)
        .map(Port::groups)
        .distinct()
        .forEach(
            groups -> {
              chain(combination("out", groups), tries("out", groups), String.join("+", groups));
              chain(combination("in", groups), tries("in", groups), String.join("+", groups));
            });
  }

  private List<String> tries(String side, List<String> groups) {
    List<String> rules = new ArrayList<>();
    groups.stream().filter(fabric.groups()::containsKey).forEach(id -> rules.add("jump " + group(side, id)));
    rules.add("goto " + (side.equals("out") ? FlowPlan.REFUSE_OUT : FlowPlan.REFUSE_IN));
    return rules;
  }

  private static String group(String side, String groupId) {
    return "group_" + side + "_" + Names.digits(groupId);
  }

  private String combination(String side, List<String> groups) {
    return "groups_" + side + "_" + combined.computeIfAbsent(groups, PlanCompiler::hash);
  }

  private static String hash(List<String> groups) {
    return UUID.nameUUIDFromBytes(String.join(",", groups).getBytes(StandardCharsets.UTF_8)).toString().replace("-", "").substring(0, 16);
  }

  private void internetGateway(String id) {
    String edgeEnd = Names.vpcLink(router);
    join(Names.INTERNET_GATEWAY_LINK, edgeEnd, id);
    items.addAll(EdgePlan.doors(fabric.region(), edgeEnd, new Door.Public(fabric.region()), id));
    fabric
        .publicAddresses()
        .forEach(
            (inside, outside) -> {
              element("public_out", Ip.text(inside), Ip.text(outside), id);
              element(PUBLIC_IN, Ip.text(outside), Ip.text(inside), id);
              items.add(edgeRoute(Cidr.host(outside), edgeEnd, 0, id));
            });
  }

  private void endpoint(EndpointTable endpoint) {
    String id = endpoint.vpcEndpointId();
    String device = Names.endpointLink(id);
    join(device, device, id);
    fabric.cidrs().forEach(c -> items.add(edgeRoute(c, device, Names.number(id), id)));
    Door.Endpoint door = new Door.Endpoint(fabric.region(), fabric.account(), router, id, endpoint.serviceName(), fabric.region(), Door.EndpointType.GATEWAY);
    items.addAll(EdgePlan.doors(fabric.region(), device, door, id));
  }

  private void uplink(Uplink uplink) {
    String id = uplink.id();
    items.addAll(BackbonePlan.link(router, Names.uplink(id), Names.uplinkFrom(uplink.table()), uplink.table(), id));
    items.add(BackbonePlan.rule(BackbonePlan.OWN_RULE, uplink.table(), uplink.table(), id));
  }

  /** The backbone's end of what a packet for this VPC arrives by. */
  private String door(String id) {
    Uplink uplink = fabric.uplinks().get(id);
    return uplink == null ? Names.hostLink(id) : Names.uplinkFrom(uplink.table());
  }

  /** A link between router and edge with its neighbours. */
  private void join(String device, String edgeDevice, String origin) {
    items.addAll(BackbonePlan.joined(router, device, edge, edgeDevice, origin));
  }

  private Item edgeRoute(Cidr destination, String device, int metric, String origin) {
    return new Item.KernelRoute(
        edge, EdgePlan.MAIN_TABLE, destination, Item.RouteType.UNICAST, Optional.of(device), Optional.of(ROUTER_END), metric, origin);
  }

  private void chain(String name, List<String> rules, String origin) {
    items.add(new Item.Chain(router, name, rules, origin));
  }

  private void element(String set, String key, String origin) {
    items.add(new Item.Element(router, set, key, Optional.empty(), origin));
  }

  private void element(String map, String key, String value, String origin) {
    items.add(new Item.Element(router, map, key, Optional.of(value), origin));
  }

  private static String quoted(String device) {
    return '"' + device + '"';
  }

  /** IPv6 is not carried yet: without this every link would talk of its own accord. */
  static final SortedMap<String, String> HOST_SYSCTLS =
      Collections.unmodifiableSortedMap(
          new TreeMap<>(Map.of("ipv6/conf/all/disable_ipv6", "1", "ipv6/conf/default/disable_ipv6", "1")));

  static String text(String resource) {
    return TEXTS.computeIfAbsent(resource, PlanCompiler::read);
  }

  private static String read(String resource) {
    try (InputStream in = PlanCompiler.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
