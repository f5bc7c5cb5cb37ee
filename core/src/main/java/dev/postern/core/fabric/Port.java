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
 * @param groups the security groups; empty for a NAT gateway and a transit gateway, which have none and filter nothing
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
    /** A transit gateway attachment: a link to the backbone. */
    TRANSIT_GATEWAY
  }

  public long primary() {
    return ips.getFirst();
  }

  /** NAT gateways and transit gateways are not filtered by groups. */
  public boolean grouped() {
    return host != HostKind.NAT_GATEWAY && host != HostKind.TRANSIT_GATEWAY;
  }

  /** Whether the router itself answers here: nothing is ever sent from such an interface but answers. */
  public boolean served() {
    return host == HostKind.ENDPOINT || host == HostKind.RESOLVER;
  }
}
