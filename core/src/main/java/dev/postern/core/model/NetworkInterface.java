package dev.postern.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
  public Set<String> networks() {
    return Set.of(vpcId);
  }

  /** The primary private address. */
  public String primaryIp() {
    return privateIps.getFirst();
  }

  public NetworkInterface withPrivateIps(List<String> newPrivateIps) {
    return new NetworkInterface(
        key, vpcId, subnetId, availabilityZone, macAddress, newPrivateIps, groupIds,
        description, interfaceType, requesterManaged, requesterId, sourceDestCheck, attachment, publicIp);
  }

  public NetworkInterface withGroupIds(List<String> newGroupIds) {
    return new NetworkInterface(
        key, vpcId, subnetId, availabilityZone, macAddress, privateIps, newGroupIds,
        description, interfaceType, requesterManaged, requesterId, sourceDestCheck, attachment, publicIp);
  }

  public NetworkInterface withDescription(String newDescription) {
    return new NetworkInterface(
        key, vpcId, subnetId, availabilityZone, macAddress, privateIps, groupIds,
        newDescription, interfaceType, requesterManaged, requesterId, sourceDestCheck, attachment, publicIp);
  }

  public NetworkInterface withSourceDestCheck(boolean newSourceDestCheck) {
    return new NetworkInterface(
        key, vpcId, subnetId, availabilityZone, macAddress, privateIps, groupIds,
        description, interfaceType, requesterManaged, requesterId, newSourceDestCheck, attachment, publicIp);
  }

  public NetworkInterface withAttachment(Optional<Attachment> newAttachment) {
    return new NetworkInterface(
        key, vpcId, subnetId, availabilityZone, macAddress, privateIps, groupIds,
        description, interfaceType, requesterManaged, requesterId, sourceDestCheck, newAttachment, publicIp);
  }

  public NetworkInterface withPublicIp(Optional<String> newPublicIp) {
    return new NetworkInterface(
        key, vpcId, subnetId, availabilityZone, macAddress, privateIps, groupIds,
        description, interfaceType, requesterManaged, requesterId, sourceDestCheck, attachment, newPublicIp);
  }

  /** The id of the instance, function, NAT gateway or endpoint that has the interface. */
  public Optional<String> hostId() {
    return attachment.map(Attachment::hostId);
  }

  /**
   * Ties the interface to a host.
   *
   * @param hostId an instance, function or NAT gateway: the namespace that gets the other end of the link; or a VPC endpoint
   */
  public record Attachment(String id, String hostId, int deviceIndex, Instant attachTime, boolean deleteOnTermination) {}
}
