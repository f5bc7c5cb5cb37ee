package dev.postern.core.model;

import java.util.Optional;
import java.util.Set;

/** An Elastic IP address and, when associated, the interface and private address it stands for. */
public record ElasticIp(
    ResourceKey key,
    String publicIp,
    Optional<Association> association)
    implements Resource {
  public ElasticIp withAssociation(Optional<Association> other) {
    return new ElasticIp(key, publicIp, other);
  }

  /** {@code vpcId} is kept so that a change of the association is a change of that network. */
  public record Association(String id, String networkInterfaceId, String privateIp, String vpcId, Optional<String> instanceId) {}

  @Override
  public Set<String> networks() {
    return association.map(a -> Set.of(a.vpcId())).orElseGet(Set::of);
  }
}
