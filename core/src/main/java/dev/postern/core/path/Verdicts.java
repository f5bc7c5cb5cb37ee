package dev.postern.core.path;

import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.FilterLine;
import dev.postern.core.fabric.FilterTable;
import dev.postern.core.fabric.Port;
import java.util.Optional;
import java.util.function.Function;

/** What the filters of a fabric say to one packet. */
final class Verdicts {
  private Verdicts() {}

  /** The first line that matches, whatever it says. */
  static Optional<FilterLine> deciding(Fabric fabric, FilterTable table, Packet packet, long remote) {
    return table.lines().stream()
        .filter(l -> l.matchesProtocol(packet.protocol(), packet.portOrType(), packet.destinationPort()) && fabric.matches(l.remote(), remote))
        .findFirst();
  }

  /** The line of one of a port's groups that permits. */
  static Optional<FilterLine> groups(Fabric fabric, Port port, Packet packet, long remote, Function<Fabric.GroupTable, FilterTable> side) {
    return port.groups().stream()
        .flatMap(id -> Optional.ofNullable(fabric.groups().get(id)).stream())
        .flatMap(g -> deciding(fabric, side.apply(g), packet, remote).filter(FilterLine::permit).stream())
        .findFirst();
  }
}
