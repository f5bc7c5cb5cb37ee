package dev.postern.core.insights;

import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.FilterLine;
import dev.postern.core.fabric.FilterTable;
import dev.postern.core.fabric.Served;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.NetworkInsightsPath.Ports;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Where rules and routes begin and end. Between two boundaries every packet is treated alike, so one of each such class stands for all of them,
 * and an analysis of "any port" or "any address" is exact with few walks.
 */
final class Boundaries {
  private static final List<Integer> SERVICE_PORTS = List.of(80, 443);
  private static final int DNS = 53;
  private final TreeSet<Integer> ports = new TreeSet<>();
  private final Set<Cidr> blocks = new LinkedHashSet<>();

  /**
   * Of the filters, routes and listeners of these networks, for TCP or UDP.
   *
   * @param groups those that are asked: of where packets start and where they are to arrive
   */
  Boundaries(Collection<Fabric> networks, int protocol, Set<String> groups) {
    SERVICE_PORTS.forEach(p -> port(p, p));
    for (Fabric fabric : networks) {
      fabric.subnets().values().forEach(s -> Stream.of(s.inbound(), s.outbound()).forEach(t -> lines(fabric, t, protocol)));
      fabric.groups().values().stream().filter(g -> groups.contains(g.groupId())).forEach(g -> Stream.of(g.inbound(), g.outbound()).forEach(t -> lines(fabric, t, protocol)));
      fabric.forwarding().values().forEach(t -> t.entries().forEach(e -> blocks.add(e.destination())));
      blocks.addAll(fabric.cidrs());
      fabric.served().values().forEach(s -> listener(fabric, s, protocol));
    }
  }

  private void listener(Fabric fabric, Served served, int protocol) {
    switch (served) {
      case Served.Endpoint endpoint -> endpoint.ports().forEach(p -> port(p, p));
      case Served.Resolver _ -> port(DNS, DNS);
      case Served.Balancer balancer -> balancer.nodes().values().forEach(n -> n.listeners().keySet().forEach(p -> port(p, p)));
      case Served.Connected connected ->
          connected.behind().values().forEach(b -> {
            b.node().listeners().keySet().forEach(p -> port(p, p));
            b.guard().ifPresent(t -> lines(fabric, t, protocol));
          });
    }
  }

  private void lines(Fabric fabric, FilterTable table, int protocol) {
    for (FilterLine line : table.lines()) {
      if (line.protocol() == protocol && line.from() != FilterLine.ALL) {
        port(line.from(), line.to());
      }
      switch (line.remote()) {
        case FilterLine.Block(Cidr cidr) -> blocks.add(cidr);
        case FilterLine.Members(String group) -> fabric.members().getOrDefault(group, Set.of()).forEach(ip -> blocks.add(Cidr.host(ip)));
        case FilterLine.Prefixes(String list) -> blocks.addAll(fabric.prefixes().getOrDefault(list, List.of()));
      }
    }
  }

  private void port(int from, int to) {
    ports.add(from);
    ports.add(to + 1);
  }

  /** A range cut at the boundaries. */
  List<Ports> classes(Ports range) {
    List<Ports> classes = new ArrayList<>();
    int from = range.from();
    for (int boundary : ports.subSet(range.from(), false, range.to(), true)) {
      classes.add(new Ports(from, boundary - 1));
      from = boundary;
    }
    classes.add(new Ports(from, range.to()));
    return classes;
  }

  /** An address of each class in these blocks. */
  List<Long> addresses(List<Cidr> within) {
    Set<Long> addresses = new LinkedHashSet<>();
    for (Cidr block : within) {
      addresses.add(inside(block));
      if (block.length() < 32) {
        blocks.stream().filter(b -> block.contains(b) && !b.equals(block)).forEach(b -> {
          addresses.add(inside(b));
          if (block.contains(b.last() + 1)) {
            addresses.add(b.last() + 1);
          }
        });
      }
    }
    return List.copyOf(addresses);
  }

  /** Of a block with hosts one that AWS does not keep for itself. */
  private static long inside(Cidr block) {
    return block.at(Math.min(10, block.size() / 2));
  }
}
