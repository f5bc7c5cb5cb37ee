package dev.postern.core.model;

import dev.postern.core.ip.Cidr;
import java.util.List;
import java.util.Set;

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
  public Set<String> networks() {
    return Set.of(id());
  }

  public Cidr primary() {
    return cidrs.getFirst().cidr();
  }

  public Vpc withCidrs(List<CidrAssociation> others) {
    return new Vpc(key, others, enableDnsSupport, enableDnsHostnames, dhcpOptionsId, instanceTenancy, isDefault);
  }

  public Vpc withDns(boolean support, boolean hostnames) {
    return new Vpc(key, cidrs, support, hostnames, dhcpOptionsId, instanceTenancy, isDefault);
  }

  public Vpc withDhcpOptions(String id) {
    return new Vpc(key, cidrs, enableDnsSupport, enableDnsHostnames, id, instanceTenancy, isDefault);
  }

  /** One IPv4 block of the VPC and its {@code vpc-cidr-assoc-} id. */
  public record CidrAssociation(String id, Cidr cidr) {}
}
