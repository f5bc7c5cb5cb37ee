package dev.postern.core.path;

import java.util.List;
import java.util.Optional;

/**
 * The way of one flow: what its first packet passed, in order, what its answer passed, and where it ended.
 *
 * @param stop what did not let it pass, when it was stopped
 */
public record Path(List<Hop> hops, List<Hop> back, Optional<Hop> stop, End end) {

  /**
   * One thing that was passed, or that stopped the packet.
   *
   * @param origin the AWS resource, or resource and rule, that decided
   * @param at where it was asked: the network interface of a group, the subnet of a network ACL or route, the network of a gateway
   * @param packet as it looked there
   */
  public record Hop(Kind kind, String origin, String at, Packet packet) {}

  /** Kinds of hop. */
  public enum Kind {
    INTERFACE,
    GROUP_OUT,
    ACL_OUT,
    ROUTE,
    NAT_GATEWAY,
    INTERNET_GATEWAY,
    VPC_ENDPOINT,
    LOAD_BALANCER,
    PEERING_CONNECTION,
    VPN_GATEWAY,
    TRANSIT_GATEWAY,
    SITE,
    ACL_IN,
    GROUP_IN,
    LISTENER
  }
}
