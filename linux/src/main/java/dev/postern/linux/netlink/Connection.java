package dev.postern.linux.netlink;

/**
 * A connection that the kernel tracks in one namespace. Where the reply's addresses are not the mirror of the original's, it is translated.
 *
 * @param protocol the IP protocol's number: 1 ICMP, 6 TCP, 17 UDP
 * @param over a TCP connection that both sides have closed, or one has reset; the kernel remembers it for a while
 */
public record Connection(int protocol, Flow original, Flow reply, boolean over) {
  /** One direction; ports are 0 where the protocol has none. */
  public record Flow(String source, int sourcePort, String destination, int destinationPort) {}

  /** Whether the address is an end of it, before or after translation. */
  public boolean has(String ip) {
    return original.source.equals(ip) || original.destination.equals(ip) || reply.source.equals(ip) || reply.destination.equals(ip);
  }
}
