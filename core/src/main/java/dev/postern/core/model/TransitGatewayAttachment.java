package dev.postern.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is attached to a transit gateway: a VPC, by a network interface in one subnet of each zone, or a VPN connection.
 *
 * @param vpcId of a VPC attachment
 * @param networkInterfaceIds one for each of {@code subnetIds}, in their order
 * @param vpnConnectionId of a VPN attachment
 */
public record TransitGatewayAttachment(
    ResourceKey key,
    String transitGatewayId,
    Optional<String> vpcId,
    List<String> subnetIds,
    List<String> networkInterfaceIds,
    Optional<String> vpnConnectionId,
    Instant created)
    implements Resource {
  @Override
  public Set<String> networks() {
    return vpcId.map(v -> Set.of(v, transitGatewayId)).orElseGet(() -> Set.of(transitGatewayId));
  }

  public TransitGatewayAttachment withSubnets(List<String> newSubnetIds, List<String> newNetworkInterfaceIds) {
    return new TransitGatewayAttachment(key, transitGatewayId, vpcId, newSubnetIds, newNetworkInterfaceIds, vpnConnectionId, created);
  }

  /** The id of what is attached. */
  public String resourceId() {
    return vpcId.or(() -> vpnConnectionId).orElseThrow();
  }
}
