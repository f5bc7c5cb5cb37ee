package dev.postern.core.insights;

import dev.postern.core.model.NetworkInsightsPath.Ports;
import dev.postern.core.path.End;
import dev.postern.core.path.Packet;
import dev.postern.core.path.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One packet's way, and for which others it stands.
 *
 * @param sourcePorts and {@code destinationPorts} of packets that go the same way
 */
record Walk(Origin origin, Packet packet, Path path, Ports sourcePorts, Ports destinationPorts) {

  /** How far the packet got: a way that ends later says more. */
  int length() {
    boolean back = path.end() instanceof End.Stopped stopped && stopped.onReturn() || path.end().delivered();
    return path.hops().size() + (back ? 1000 + path.back().size() : 0);
  }

  /** Whether both are treated by the same rules. */
  boolean isLike(Walk other) {
    return path.end().equals(other.path.end()) && origins().equals(other.origins());
  }

  private List<String> origins() {
    return Stream.concat(path.hops().stream(), path.back().stream()).map(Path.Hop::origin).toList();
  }

  /** The source address at the end. */
  long seen() {
    return switch (path.end()) {
      case End.AtInterface(_, _, long source) -> source;
      case End.AtPublicService(long source) -> source;
      case End.AtEndpoint(_, _, long source) -> source;
      case End.AtResolver(_, _, long source) -> source;
      case End.AtSiteHost(_, _, long source) -> source;
      case End.AtGateway(_, long source) -> source;
      case End.Stopped _ -> packet.source();
    };
  }

  Walk over(Ports newSourcePorts, Ports newDestinationPorts) {
    return new Walk(origin, packet, path, newSourcePorts, newDestinationPorts);
  }
}
