package dev.postern.core.path;

import dev.postern.core.fabric.FilterLine;

/**
 * The first packet of a flow, or its answer.
 *
 * @param protocol an IP protocol number
 * @param sourcePort of TCP and UDP; for ICMP its type
 * @param destinationPort of TCP and UDP; for ICMP its code
 */
public record Packet(long source, long destination, int protocol, int sourcePort, int destinationPort) {
  public static final int ECHO_REQUEST = 8;

  /** The answer: a reply to an echo request for ICMP, otherwise both ends swapped. */
  public Packet reply() {
    return protocol == FilterLine.ICMP
        ? new Packet(destination, source, protocol, 0, 0)
        : new Packet(destination, source, protocol, destinationPort, sourcePort);
  }

  public Packet from(long newSource) {
    return new Packet(newSource, destination, protocol, sourcePort, destinationPort);
  }

  public Packet to(long newDestination) {
    return new Packet(source, newDestination, protocol, sourcePort, destinationPort);
  }

  /** What a filter line compares with its range: the destination port, or the ICMP type. */
  int portOrType() {
    return protocol == FilterLine.ICMP ? sourcePort : destinationPort;
  }

  boolean isEchoRequest() {
    return protocol == FilterLine.ICMP && sourcePort == ECHO_REQUEST;
  }
}
