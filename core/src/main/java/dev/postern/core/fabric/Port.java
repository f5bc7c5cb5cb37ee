package dev.postern.core.fabric;

import java.util.List;

/**
 * A network interface that carries packets: one link between the router and a host, or, for what AWS runs itself, an address that the
 * router answers for.
 *
 * @param hostId the host's namespace: an instance, function or NAT gateway; for the others the id of what has the interface
 * @param index 0 for {@code eth0}
 * @param ips private addresses, the primary first
 * @param checked whether packets must be from or to one of {@code ips}
 * @param groups the security groups; empty for a NAT gateway and a transit gateway, which have none and filter nothing, and for a load balancer
 *     that was made without any
 */
public record Port(
    String networkInterfaceId,
    String hostId,
    HostKind host,
    int index,
    String subnetId,
    String mac,
    List<Long> ips,
    boolean checked,
    List<String> groups) {

  /** What the other end is. */
  public enum HostKind {
    INSTANCE,
    FUNCTION,
    NAT_GATEWAY,
    /** An interface endpoint: served by sockets in the router. */
    ENDPOINT,
    /** An inbound resolver endpoint: served by sockets in the router. */
    RESOLVER,
    /** A network load balancer in one zone: served by sockets in the router, which also begins its connections to targets. */
    BALANCER,
    /** A transit gateway attachment: a link to the backbone. */
    TRANSIT_GATEWAY
  }

  public long primary() {
    return ips.getFirst();
  }

  /** NAT gateways and transit gateways are not filtered by groups, nor are load balancers without any. */
  public boolean grouped() {
    return switch (host) {
      case INSTANCE, FUNCTION, ENDPOINT, RESOLVER -> true;
      case BALANCER -> !groups.isEmpty();
      case NAT_GATEWAY, TRANSIT_GATEWAY -> false;
    };
  }

  /** Whether the router itself answers here, by sockets of its own. */
  public boolean served() {
    return switch (host) {
      case ENDPOINT, RESOLVER, BALANCER -> true;
      case INSTANCE, FUNCTION, NAT_GATEWAY, TRANSIT_GATEWAY -> false;
    };
  }
}
