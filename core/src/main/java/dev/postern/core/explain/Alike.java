package dev.postern.core.explain;

import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.FilterLine;
import dev.postern.core.fabric.FilterTable;
import dev.postern.core.fabric.Port;
import dev.postern.core.fabric.SubnetTable;
import dev.postern.core.ip.Cidr;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Interfaces of a VPC with which groups, network ACLs and routes do the same: those of one subnet, with the same groups, with a public address or
 * without, which no block that is named for a part of the subnet tells apart. One of them speaks for all.
 */
public final class Alike {
  private final Fabric fabric;
  private final NavigableSet<Cidr> named;

  /** @param named the blocks that rules and routes tell hosts apart by, of this VPC, and of others when flows leave it */
  public Alike(Fabric fabric, NavigableSet<Cidr> named) {
    this.fabric = fabric;
    this.named = named;
  }

  /** The classes, in the order of their first members. */
  public Collection<List<Port>> classes(Collection<Port> ports) {
    Map<String, List<Cidr>> parts = new HashMap<>();
    Map<List<Object>, List<Port>> classes = new LinkedHashMap<>();
    for (Port port : ports) {
      SubnetTable subnet = fabric.subnetOf(port);
      List<Cidr> within = parts.computeIfAbsent(subnet.subnetId(), _ -> within(subnet.cidr()));
      List<Cidr> held = within.stream().filter(c -> c.contains(port.primary())).toList();
      boolean isPublic = fabric.publicAddresses().containsKey(port.primary());
      classes.computeIfAbsent(List.of(port.subnetId(), port.groups(), port.host(), isPublic, held), _ -> new ArrayList<>()).add(port);
    }
    return classes.values();
  }

  private List<Cidr> within(Cidr block) {
    return named.subSet(block, false, Cidr.host(block.last()), true).stream().filter(c -> block.contains(c) && !c.equals(block)).toList();
  }

  /** The blocks that rules of a VPC's groups and ACLs, and its routes, name. */
  public static NavigableSet<Cidr> named(Fabric fabric) {
    Stream<FilterTable> groups = fabric.groups().values().stream().flatMap(g -> Stream.of(g.inbound(), g.outbound()));
    Stream<FilterTable> acls = fabric.subnets().values().stream().flatMap(s -> Stream.of(s.inbound(), s.outbound()));
    NavigableSet<Cidr> named = new TreeSet<>();
    Stream.concat(groups, acls).distinct().flatMap(t -> t.lines().stream()).forEach(line -> {
      if (line.remote() instanceof FilterLine.Block(Cidr cidr)) {
        named.add(cidr);
      }
    });
    fabric.forwarding().values().forEach(t -> t.entries().forEach(e -> named.add(e.destination())));
    fabric.prefixes().values().forEach(named::addAll);
    fabric.arrivals().forEach(a -> named.add(a.destination()));
    return named;
  }
}
