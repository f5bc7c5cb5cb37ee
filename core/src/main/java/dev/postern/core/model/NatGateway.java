package dev.postern.core.model;

import java.time.Instant;
import java.util.Optional;

/** A NAT gateway: a network interface in its subnet, and for public connectivity an Elastic IP. */
public record NatGateway(
    ResourceKey key,
    String vpcId,
    String subnetId,
    String networkInterfaceId,
    Optional<String> allocationId,
    boolean isPublic,
    Instant createTime,
    String clientToken)
    implements Resource {
  @Override
  public Optional<String> network() {
    return Optional.of(vpcId);
  }
}
