package dev.postern.core.plan;

import dev.postern.core.fabric.Arrival;
import dev.postern.core.fabric.TransitFabric;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The backbone: one namespace in which the links of VPCs, sites and transit gateways meet. A packet's mark is the table of the link it came by;
 * every network owns the routes that lead to itself, so that no network's plan waits for another's.
 */
public final class BackbonePlan {
  /** A mark leads to its own table; a site's packets look into transit gateways' tables after that. */
  static final int OWN_RULE = 1000;

  private static final int LAST_RULE = 30000;

  private BackbonePlan() {}

  /** The namespace itself. */
  public static KernelPlan compile() {
    String backbone = Names.BACKBONE;
    SortedMap<String, String> sysctls = new TreeMap<>(PlanCompiler.HOST_SYSCTLS);
    sysctls.putAll(
        Map.of(
            "ipv4/ip_forward", "1",
            "ipv4/conf/all/rp_filter", "0",
            "ipv4/conf/default/rp_filter", "0",
            "ipv4/conf/all/send_redirects", "0",
            "ipv4/conf/default/send_redirects", "0"));
    return new KernelPlan(
        backbone,
        Set.of(
            new Item.Namespace(backbone, sysctls, backbone),
            new Item.Ruleset(backbone, PlanCompiler.text("backbone.nft"), backbone),
            new Item.PolicyRule(backbone, LAST_RULE, 0, 0, backbone)));
  }

  /** What a transit gateway itself needs: its tables, and the blocks that they drop. */
  public static KernelPlan compile(TransitFabric gateway) {
    Set<Item> items = new HashSet<>();
    gateway.tables().forEach(t -> items.add(rule(OWN_RULE, t, t, t)));
    for (TransitFabric.Blackhole blackhole : gateway.blackholes()) {
      items.add(
          new Item.KernelRoute(
              Names.BACKBONE, Names.number(blackhole.table()), blackhole.destination(), Item.RouteType.BLACKHOLE, Optional.empty(), Optional.empty(),
              TransitFabric.Blackhole.PREFERENCE, blackhole.table()));
    }
    return new KernelPlan(gateway.transitGatewayId(), items);
  }

  /** A link to the backbone whose packets are decided on by {@code table}. */
  static List<Item> link(String namespace, String device, String backboneDevice, String table, String origin) {
    List<Item> items = new ArrayList<>(joined(namespace, device, Names.BACKBONE, backboneDevice, origin));
    items.add(
        new Item.Element(Names.BACKBONE, "from", '"' + backboneDevice + '"', Optional.of(String.valueOf(Names.number(table))), origin));
    return items;
  }

  /** Packets that {@code table} decides on look into the kernel table of {@code lookup}. */
  static Item rule(int priority, String table, String lookup, String origin) {
    return new Item.PolicyRule(Names.BACKBONE, priority, Names.number(table), Names.number(lookup), origin);
  }

  static Item route(Arrival arrival, String backboneDevice) {
    return new Item.KernelRoute(
        Names.BACKBONE, Names.number(arrival.table()), arrival.destination(), Item.RouteType.UNICAST, Optional.of(backboneDevice),
        Optional.of(PlanCompiler.ROUTER_END), arrival.preference(), arrival.door());
  }

  /** A link from a router outwards with its neighbours: {@link PlanCompiler#EDGE_END} is the far end. */
  static List<Item> joined(String router, String device, String far, String farDevice, String origin) {
    String nearMac = Names.mac(farDevice, 'r');
    String farMac = Names.mac(farDevice, 'e');
    return List.of(
        new Item.Link(router, device, nearMac, far, farDevice, farMac, PlanCompiler.MTU, origin),
        new Item.Neighbour(router, device, PlanCompiler.EDGE_END, farMac, origin),
        new Item.Neighbour(far, farDevice, PlanCompiler.ROUTER_END, nearMac, origin));
  }
}
