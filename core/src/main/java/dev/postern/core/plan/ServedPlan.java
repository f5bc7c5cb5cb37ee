package dev.postern.core.plan;

import dev.postern.core.balancing.BalancerNode;
import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.FilterTable;
import dev.postern.core.fabric.Port;
import dev.postern.core.fabric.Served;
import dev.postern.core.ip.Ip;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a router needs for an interface that it answers for itself: the address, and a socket for each port. The socket is the endpoint's
 * identity, and its packets are marked with the interface's subnet, so that answers take that subnet's routes.
 */
final class ServedPlan {
  private static final int DNS = 53;

  private final Fabric fabric;
  private final String router;
  private final String sending;
  private final List<Item> items = new ArrayList<>();

  private ServedPlan(Fabric fabric, String sending) {
    this.fabric = fabric;
    this.sending = sending;
    this.router = fabric.vpcId();
  }

  /**
   * The items of one interface.
   *
   * @param groups the verdict on what is sent to it
   * @param sending the verdict on what it begins, if it is a load balancer's
   */
  static List<Item> of(Fabric fabric, Port port, Served served, String groups, String sending) {
    ServedPlan plan = new ServedPlan(fabric, sending);
    plan.address(port, served.id(), groups);
    switch (served) {
      case Served.Endpoint endpoint -> plan.endpoint(port, endpoint);
      case Served.Resolver resolver -> plan.resolver(port, resolver);
      case Served.Balancer balancer -> plan.balancer(port, balancer);
      case Served.Connected connected -> plan.connected(port, connected);
    }
    return plan.items;
  }

  /** The address is what makes its endpoint there: not every service has a port that is answered. */
  private void address(Port port, String id, String groups) {
    String ip = Ip.text(port.primary());
    String eni = port.networkInterfaceId();
    int mark = Names.number(port.subnetId());
    items.add(new Item.Address(router, "lo", ip, 32, id));
    element("served", ip, eni);
    element("served_same", mark + " . " + ip, eni);
    element("served_subnet", ip, String.valueOf(mark), eni);
    element("served_groups", ip, groups, eni);
    List.of("meter_in", "meter_out", "meter_new").forEach(set -> element(set, ip, eni));
  }

  private void endpoint(Port port, Served.Endpoint endpoint) {
    Door door =
        new Door.Endpoint(
            fabric.region(), fabric.account(), router, endpoint.id(), endpoint.serviceName(), endpoint.serviceRegion(), Door.EndpointType.INTERFACE);
    privateLink(port);
    endpoint.ports().forEach(p -> listener(port, p, Item.Transport.TCP, door, endpoint.id()));
  }

  private void resolver(Port port, Served.Resolver resolver) {
    Door door = new Door.Resolver(fabric.region(), fabric.account(), router, true);
    for (Item.Transport transport : Item.Transport.values()) {
      listener(port, DNS, transport, door, resolver.id());
    }
  }

  /** What it begins is judged by its groups and by its target's, as what a host begins. */
  private void balancer(Port port, Served.Balancer balancer) {
    element("served_sends", Ip.text(port.primary()), sending, port.networkInterfaceId());
    Optional.ofNullable(balancer.nodes().get(port.networkInterfaceId())).ifPresent(node -> node(port, node, Optional.empty(), balancer.id()));
  }

  /** What a VPC endpoint does to packets, and a load balancer at its own address does not. */
  private void privateLink(Port port) {
    List.of("endpoints", "meter_stale", "meter_long").forEach(set -> element(set, Ip.text(port.primary()), port.networkInterfaceId()));
  }

  private void connected(Port port, Served.Connected connected) {
    privateLink(port);
    Optional<Served.Behind> behind = Optional.ofNullable(connected.behind().get(port.networkInterfaceId())).filter(_ -> connected.accepted());
    behind.ifPresent(b -> node(port, b.node(), Optional.of(connected.id()), connected.id()));
    behind.flatMap(Served.Behind::guard).ifPresent(guard -> guard(port, guard));
  }

  /** A chain for each endpoint's interface: the balancer's groups are of another VPC. */
  private void guard(Port port, FilterTable guard) {
    String chain = "guard_" + Names.digits(port.networkInterfaceId());
    List<String> rules = new ArrayList<>(Nft.group(guard, false, "return"));
    rules.add("goto " + FlowPlan.REFUSE_IN);
    items.add(new Item.Chain(router, chain, rules, guard.origin()));
    element("served_guard", Ip.text(port.primary()), "jump " + chain, port.networkInterfaceId());
  }

  /** Where there is no target for a port nothing listens, and the kernel resets connections. */
  private void node(Port port, BalancerNode node, Optional<String> endpointId, String origin) {
    Door door = new Door.Balancer(node.vpcId(), node.loadBalancerId(), node.networkInterfaceId(), endpointId);
    node.listeners().forEach((number, forward) -> {
      if (forward.targets().isEmpty()) {
        open(port, number, Item.Transport.TCP);
      } else {
        listener(port, number, Item.Transport.TCP, door, origin);
      }
    });
  }

  private void listener(Port port, int number, Item.Transport transport, Door door, String origin) {
    open(port, number, transport);
    String ip = Ip.text(port.primary());
    items.add(new Item.Listener(router, Optional.empty(), ip, number, transport, Names.number(port.subnetId()), door, origin));
  }

  /** Lets packets to a port in. */
  private void open(Port port, int number, Item.Transport transport) {
    String ip = Ip.text(port.primary());
    String protocol =
        switch (transport) {
          case TCP -> "tcp";
          case UDP -> "udp";
        };
    element("served_ports", ip + " . " + protocol + " . " + number, port.networkInterfaceId());
  }

  private void element(String set, String key, String origin) {
    items.add(new Item.Element(router, set, key, Optional.empty(), origin));
  }

  private void element(String map, String key, String value, String origin) {
    items.add(new Item.Element(router, map, key, Optional.of(value), origin));
  }
}
