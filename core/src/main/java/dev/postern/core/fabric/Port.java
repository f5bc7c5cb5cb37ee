package dev.postern.core.fabric;

import java.util.List;

/**
 * A network interface that is attached to a host: one link between the router and that host.
 *
 * @param hostId the host's namespace: an instance, function or NAT gateway
 * @param index 0 for {@code eth0}
 * @param ips private addresses, the primary first
 * @param checked whether packets must be from or to one of {@code ips}
 * @param groups the security groups; empty for a NAT gateway, which has none and filters nothing
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

  /** What kind of host the other end is. */
  public enum HostKind {
    INSTANCE,
    FUNCTION,
    NAT_GATEWAY
  }

  public long primary() {
    return ips.getFirst();
  }

  /** NAT gateways are not filtered by groups. */
  public boolean grouped() {
    return host != HostKind.NAT_GATEWAY;
  }
}
