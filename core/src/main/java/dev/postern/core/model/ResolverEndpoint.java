package dev.postern.core.model;

import java.time.Instant;
import java.util.ArrayList;
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

  public ResolverEndpoint withName(String newName) {
    return new ResolverEndpoint(key, vpcId, newName, creatorRequestId, groupIds, addresses, created);
  }

  public ResolverEndpoint plus(Address address) {
    List<Address> more = new ArrayList<>(addresses);
    more.add(address);
    return new ResolverEndpoint(key, vpcId, name, creatorRequestId, groupIds, List.copyOf(more), created);
  }

  public ResolverEndpoint minus(Address address) {
    List<Address> left = addresses.stream().filter(a -> !a.equals(address)).toList();
    return new ResolverEndpoint(key, vpcId, name, creatorRequestId, groupIds, left, created);
  }

  /** @param id {@code rni-} and 17 digits */
  public record Address(String id, String subnetId, String ip, String networkInterfaceId) {}
}
