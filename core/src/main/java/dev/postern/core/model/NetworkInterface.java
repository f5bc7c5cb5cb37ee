package dev.postern.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A network interface: its addresses in one subnet, its groups, and what it is attached to. */
public record NetworkInterface(
    ResourceKey key,
    String vpcId,
    String subnetId,
    String availabilityZone,
    String macAddress,
    List<String> privateIps,
    List<String> groupIds,
    String description,
    String interfaceType,
    boolean requesterManaged,
    Optional<String> requesterId,
    boolean sourceDestCheck,
    Optional<Attachment> attachment,
    Optional<String> publicIp)
    implements Resource {
  @Override
  public Optional<String> network() {
    return Optional.of(vpcId);
  }

  /** The primary private address. */
  public String primaryIp() {
    return privateIps.getFirst();
  }

  /**
   * Ties the interface to a host.
   *
   * @param hostId an instance, function or NAT gateway: the namespace that gets the other end of the link
   */
  public record Attachment(String id, String hostId, int deviceIndex, Instant attachTime, boolean deleteOnTermination) {}
}
