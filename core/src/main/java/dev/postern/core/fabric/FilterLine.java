package dev.postern.core.fabric;

import dev.postern.core.ip.Cidr;

/**
 * One line of a filter: what it matches and whether it permits; security-group rules and network-ACL entries both become these.
 *
 * @param protocol an IP protocol number, or -1 for all
 * @param from lowest destination port (TCP, UDP) or ICMP type; -1 for all
 * @param to highest destination port, or ICMP code; -1 for all
 * @param remote the other side: the source of an inbound line, the destination of an outbound one
 * @param origin the AWS resource and rule, for example {@code sg-…/sgr-…} or {@code acl-…/in/100}
 */
public record FilterLine(int protocol, int from, int to, Remote remote, boolean permit, String origin) {
  public static final int ALL = -1;
  public static final int ICMP = 1;
  public static final int TCP = 6;
  public static final int UDP = 17;

  /** The other side of a line. */
  public sealed interface Remote {}

  public record Block(Cidr cidr) implements Remote {}

  /** The private addresses of a security group's interfaces. */
  public record Members(String groupId) implements Remote {}

  public record Prefixes(String prefixListId) implements Remote {}

  /** Whether the packet's protocol and ports match; the address is the caller's to compare because sets live in the fabric. */
  public boolean matchesProtocol(int packetProtocol, int portOrType, int code) {
    if (protocol == ALL) {
      return true;
    }
    if (protocol != packetProtocol) {
      return false;
    }
    return switch (protocol) {
      case TCP, UDP -> from == ALL || (portOrType >= from && portOrType <= to);
      case ICMP -> (from == ALL || portOrType == from) && (to == ALL || code == to);
      default -> true;
    };
  }
}
