package dev.postern.core.model;

import java.util.Optional;

/** An internet gateway and the VPC it is attached to. */
public record InternetGateway(
    ResourceKey key,
    Optional<String> vpcId)
    implements Resource {
  @Override
  public Optional<String> network() {
    return vpcId;
  }
}
