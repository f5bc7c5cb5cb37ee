package dev.postern.core.model;

import dev.postern.core.ip.Cidr;
import java.util.List;
import java.util.Optional;

/** A VPC: its IPv4 blocks (the primary first), DNS attributes and DHCP options set. */
public record Vpc(
    ResourceKey key,
    List<CidrAssociation> cidrs,
    boolean enableDnsSupport,
    boolean enableDnsHostnames,
    String dhcpOptionsId,
    String instanceTenancy,
    boolean isDefault)
    implements Resource {
  @Override
  public Optional<String> network() {
    return Optional.of(id());
  }

  public Cidr primary() {
    return cidrs.getFirst().cidr();
  }

  /** One IPv4 block of the VPC and its {@code vpc-cidr-assoc-} id. */
  public record CidrAssociation(String id, Cidr cidr) {}
}
