package dev.postern.core.path;

import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.FilterLine;
import dev.postern.core.fabric.FilterTable;
import dev.postern.core.fabric.SubnetTable;
import dev.postern.core.ip.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a walk writes down: what let the packet pass, what let its answer pass, and what stopped either. */
final class Trail {
  private final List<Path.Hop> there = new ArrayList<>();
  private final List<Path.Hop> back = new ArrayList<>();
  private Optional<Path.Hop> stop = Optional.empty();
  private boolean returning;

  void pass(Path.Kind kind, String origin, String at, Packet packet) {
    (returning ? back : there).add(new Path.Hop(kind, origin, at, packet));
  }

  /** By the local route, which every table of the VPC has and none can override. */
  void local(Fabric fabric, SubnetTable subnet, Packet packet) {
    Optional<Cidr> block = fabric.cidrs().stream().filter(c -> c.contains(packet.destination())).findFirst();
    block.ifPresent(c -> pass(Path.Kind.ROUTE, subnet.routeTableId() + "/" + c, subnet.subnetId(), packet));
  }

  /** From now on it is the answer that is followed. */
  void turnBack() {
    returning = true;
  }

  End.Stopped stop(ExplanationCode code, Path.Kind kind, String origin, String at, Packet packet) {
    return stop(code, origin, new Path.Hop(kind, origin, at, packet));
  }

  private End.Stopped stop(ExplanationCode code, String origin, Path.Hop where) {
    stop = Optional.of(where);
    return new End.Stopped(code, origin, returning);
  }

  /** What a subnet's network ACL says to a packet that leaves or enters the subnet; empty when it permits. */
  Optional<End.Stopped> acl(Fabric fabric, SubnetTable subnet, Packet packet, boolean leaves) {
    Path.Kind kind = leaves ? Path.Kind.ACL_OUT : Path.Kind.ACL_IN;
    FilterTable table = leaves ? subnet.outbound() : subnet.inbound();
    Optional<FilterLine> line = Verdicts.deciding(fabric, table, packet, leaves ? packet.destination() : packet.source());
    if (line.filter(FilterLine::permit).isPresent()) {
      pass(kind, line.get().origin(), subnet.subnetId(), packet);
      return Optional.empty();
    }
    // The last rule of every list, which AWS shows as "*".
    String rule = line.map(FilterLine::origin).orElse(table.origin() + "/" + (leaves ? "out" : "in") + "/*");
    return Optional.of(stop(ExplanationCode.SUBNET_ACL_RESTRICTION, table.origin(), new Path.Hop(kind, rule, subnet.subnetId(), packet)));
  }

  /** What a line of the backbone belongs to, by the resource that says it. */
  static Path.Kind kind(String origin) {
    if (origin.startsWith("pcx-")) {
      return Path.Kind.PEERING_CONNECTION;
    }
    if (origin.startsWith("site-")) {
      return Path.Kind.SITE;
    }
    return origin.startsWith("tgw-") ? Path.Kind.TRANSIT_GATEWAY : Path.Kind.VPN_GATEWAY;
  }

  int length() {
    return there.size();
  }

  Path path(End end) {
    return new Path(List.copyOf(there), List.copyOf(back), stop, end);
  }
}
