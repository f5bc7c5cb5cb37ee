package dev.postern.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * An inbound endpoint of Route 53 Resolver: addresses in a VPC at which hosts elsewhere ask that VPC's resolver.
 *
 * @param addresses its network interfaces, one for each address
 */
public record ResolverEndpoint(
    ResourceKey key,
    String vpcId,
    String name,
    String creatorRequestId,
    List<String> groupIds,
    List<Address> addresses,
    Instant created)
    implements Resource {
  @Override
  public Set<String> networks() {
    return Set.of(vpcId);
  }

  /** @param id {@code rni-} and 17 digits */
  public record Address(String id, String subnetId, String ip, String networkInterfaceId) {}
}
