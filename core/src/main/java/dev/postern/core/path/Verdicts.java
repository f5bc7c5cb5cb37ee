package dev.postern.core.path;

import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.FilterLine;
import dev.postern.core.fabric.FilterTable;
import dev.postern.core.fabric.Port;
import dev.postern.core.fabric.SubnetTable;
import java.util.Optional;
import java.util.function.Function;

/** What the filters of a fabric say to one packet. */
final class Verdicts {
  private Verdicts() {}

  /** The line that permits; empty when another denies or none matches. */
  static Optional<FilterLine> permitted(Fabric fabric, FilterTable table, Packet packet, long remote) {
    return table.lines().stream()
        .filter(l -> l.matchesProtocol(packet.protocol(), packet.portOrType(), packet.destinationPort()) && fabric.matches(l.remote(), remote))
        .findFirst()
        .filter(FilterLine::permit);
  }

  /** The line of one of a port's groups that permits. */
  static Optional<FilterLine> groups(Fabric fabric, Port port, Packet packet, long remote, Function<Fabric.GroupTable, FilterTable> side) {
    return port.groups().stream()
        .flatMap(id -> Optional.ofNullable(fabric.groups().get(id)).stream())
        .flatMap(g -> permitted(fabric, side.apply(g), packet, remote).stream())
        .findFirst();
  }

  static Optional<FilterLine> out(Fabric fabric, SubnetTable subnet, Packet packet) {
    return permitted(fabric, subnet.outbound(), packet, packet.destination());
  }

  static Optional<FilterLine> in(Fabric fabric, SubnetTable subnet, Packet packet) {
    return permitted(fabric, subnet.inbound(), packet, packet.source());
  }
}
