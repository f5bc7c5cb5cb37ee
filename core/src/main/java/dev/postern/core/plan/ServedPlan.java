package dev.postern.core.plan;

import dev.postern.core.fabric.Fabric;
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
  private final List<Item> items = new ArrayList<>();

  private ServedPlan(Fabric fabric) {
    this.fabric = fabric;
    this.router = fabric.vpcId();
  }

  static List<Item> of(Fabric fabric, Port port, Served served, String groups) {
    ServedPlan plan = new ServedPlan(fabric);
    plan.address(port, served.id(), groups);
    switch (served) {
      case Served.Endpoint endpoint -> plan.endpoint(port, endpoint);
      case Served.Resolver resolver -> plan.resolver(port, resolver);
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
    element("served_groups", ip, "goto " + groups, eni);
    List.of("meter_in", "meter_out", "meter_new").forEach(set -> element(set, ip, eni));
  }

  private void endpoint(Port port, Served.Endpoint endpoint) {
    Door door =
        new Door.Endpoint(
            fabric.region(), fabric.account(), router, endpoint.id(), endpoint.serviceName(), endpoint.serviceRegion(), Door.EndpointType.INTERFACE);
    endpoint.ports().forEach(p -> listener(port, p, Item.Transport.TCP, door, endpoint.id()));
  }

  private void resolver(Port port, Served.Resolver resolver) {
    Door door = new Door.Resolver(fabric.region(), fabric.account(), router, true);
    for (Item.Transport transport : Item.Transport.values()) {
      listener(port, DNS, transport, door, resolver.id());
    }
  }

  private void listener(Port port, int number, Item.Transport transport, Door door, String origin) {
    String ip = Ip.text(port.primary());
    String protocol =
        switch (transport) {
          case TCP -> "tcp";
          case UDP -> "udp";
        };
    element("served_ports", ip + " . " + protocol + " . " + number, port.networkInterfaceId());
    items.add(new Item.Listener(router, Optional.empty(), ip, number, transport, Names.number(port.subnetId()), door, origin));
  }

  private void element(String set, String key, String origin) {
    items.add(new Item.Element(router, set, key, Optional.empty(), origin));
  }

  private void element(String map, String key, String value, String origin) {
    items.add(new Item.Element(router, map, key, Optional.of(value), origin));
  }
}
