package dev.postern.core.model;

import java.util.Optional;
import java.util.Set;

/** An internet gateway and the VPC it is attached to. */
public record InternetGateway(
    ResourceKey key,
    Optional<String> vpcId)
    implements Resource {
  @Override
  public Set<String> networks() {
    return vpcId.map(Set::of).orElseGet(Set::of);
  }
}
