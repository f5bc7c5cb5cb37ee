package dev.postern.core.model;

import java.util.Optional;
import java.util.Set;

/** A virtual private gateway: where VPN connections and private virtual interfaces of a VPC end. */
public record VpnGateway(ResourceKey key, long amazonSideAsn, Optional<String> vpcId) implements Resource {
  @Override
  public Set<String> networks() {
    return vpcId.map(v -> Set.of(v, key.id())).orElseGet(() -> Set.of(key.id()));
  }

  public VpnGateway attachedTo(Optional<String> newVpcId) {
    return new VpnGateway(key, amazonSideAsn, newVpcId);
  }
}
