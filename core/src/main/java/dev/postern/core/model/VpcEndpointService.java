package dev.postern.core.model;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An endpoint service: what interface endpoints of other VPCs and accounts reach, behind network load balancers.
 * <a href="https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html">AWS</a>
 *
 * @param acceptanceRequired whether each endpoint waits for its owner to accept it
 * @param privateDnsName the name that consumers may resolve to their endpoints
 * @param permissions who may make endpoints, besides the owner
 */
public record VpcEndpointService(
    ResourceKey key,
    List<String> loadBalancerIds,
    boolean acceptanceRequired,
    Optional<PrivateDnsName> privateDnsName,
    List<Permission> permissions,
    Instant created)
    implements Resource {

  /** @param principal an ARN, or {@code *} */
  public record Permission(String id, String principal) {}

  /** @param token what a TXT record must say, and is named after, to show that the domain is the owner's */
  public record PrivateDnsName(String name, String token, Verification state) {}

  /** The wire names are {@code pendingVerification} and so on. */
  public enum Verification {
    PENDING,
    VERIFIED,
    FAILED
  }

  @Override
  public Set<String> networks() {
    Set<String> networks = new HashSet<>(loadBalancerIds);
    networks.add(id());
    return Set.copyOf(networks);
  }

  /** {@code com.amazonaws.vpce.us-east-1.vpce-svc-…} */
  public String serviceName() {
    return "com.amazonaws.vpce." + key.region() + "." + id();
  }

  /** The private DNS name, once its domain was shown to be the owner's. */
  public Optional<String> verifiedName() {
    return privateDnsName.filter(n -> n.state() == Verification.VERIFIED).map(PrivateDnsName::name);
  }

  public VpcEndpointService with(List<String> newLoadBalancerIds, boolean newAcceptanceRequired, Optional<PrivateDnsName> newName) {
    return new VpcEndpointService(key, newLoadBalancerIds, newAcceptanceRequired, newName, permissions, created);
  }

  public VpcEndpointService withPermissions(List<Permission> newPermissions) {
    return new VpcEndpointService(key, loadBalancerIds, acceptanceRequired, privateDnsName, newPermissions, created);
  }
}
