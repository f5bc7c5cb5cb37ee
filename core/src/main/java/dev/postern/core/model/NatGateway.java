package dev.postern.core.model;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

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
  public Set<String> networks() {
    return Set.of(vpcId);
  }
}
