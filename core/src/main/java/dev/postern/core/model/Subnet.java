package dev.postern.core.model;

import dev.postern.core.ip.Cidr;
import java.util.Optional;

/** A subnet: an IPv4 block of its VPC in one zone. */
public record Subnet(
    ResourceKey key,
    String vpcId,
    Cidr cidr,
    String availabilityZone,
    boolean mapPublicIpOnLaunch,
    boolean defaultForAz)
    implements Resource {
  @Override
  public Optional<String> network() {
    return Optional.of(vpcId);
  }
}
