package dev.postern.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A VPC endpoint: of type Gateway, a route target for a service's prefix list with a policy. */
public record VpcEndpoint(
    ResourceKey key,
    String vpcId,
    String serviceName,
    Type type,
    List<String> routeTableIds,
    String policyDocument,
    Instant creationTimestamp,
    String clientToken)
    implements Resource {
  @Override
  public Optional<String> network() {
    return Optional.of(vpcId);
  }

  public VpcEndpoint with(List<String> newRouteTableIds, String newPolicyDocument) {
    return new VpcEndpoint(key, vpcId, serviceName, type, newRouteTableIds, newPolicyDocument, creationTimestamp, clientToken);
  }

  /** The types that are built; the wire names are {@code Gateway} and so on. */
  public enum Type {
    GATEWAY
  }
}
