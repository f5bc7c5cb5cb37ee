package dev.postern.core.model;

import dev.postern.core.ip.Cidr;
import java.util.Set;

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
  public Set<String> networks() {
    return Set.of(vpcId);
  }
}
