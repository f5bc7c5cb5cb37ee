package dev.postern.core.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A way that somebody wants to know about: from where to where, and for which packets.
 *
 * @param destination absent when a filter names the address alone
 * @param sourceIp of packets at the source, and {@code destinationIp} of packets at the destination; absent with filters
 * @param protocol {@code tcp} or {@code udp}
 * @param atSource which packets leave the source
 * @param atDestination which packets arrive at the destination
 */
public record NetworkInsightsPath(
    ResourceKey key,
    Place source,
    Optional<Place> destination,
    Optional<String> sourceIp,
    Optional<String> destinationIp,
    String protocol,
    Optional<Integer> destinationPort,
    Optional<Filter> atSource,
    Optional<Filter> atDestination,
    Instant created)
    implements Resource {

  /** One end: the id and ARN of a resource, of whatever account. */
  public record Place(String id, String arn) {}

  /** Which packets count at one end; what is absent may be anything. */
  public record Filter(
      Optional<String> sourceAddress, Optional<Ports> sourcePorts, Optional<String> destinationAddress, Optional<Ports> destinationPorts) {
    public static final Filter NONE = new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** From the lowest to the highest port. */
  public record Ports(int from, int to) {
    public static final Ports ALL = new Ports(0, 65535);

    @Override
    public String toString() {
      return from + "-" + to;
    }
  }
}
