package dev.postern.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A VPC endpoint: of type Gateway, a route target for a service's prefix list; of type Interface, a network interface in each of its subnets.
 *
 * @param serviceRegion the Region of the service; for most endpoints their own
 * @param routeTableIds of a gateway endpoint
 * @param subnetIds of an interface endpoint, at most one a zone
 * @param groupIds the security groups of all its interfaces
 * @param networkInterfaceIds one for each of {@code subnetIds}, in their order
 * @param dnsToken the 8 characters after the id in an interface endpoint's own names; empty for a gateway endpoint
 * @param inboundResolverOnly whether private names are answered through inbound resolver endpoints alone; given for S3 interface endpoints
 */
public record VpcEndpoint(
    ResourceKey key,
    String vpcId,
    String serviceName,
    String serviceRegion,
    Type type,
    List<String> routeTableIds,
    List<String> subnetIds,
    List<String> groupIds,
    List<String> networkInterfaceIds,
    String dnsToken,
    boolean privateDnsEnabled,
    Optional<Boolean> inboundResolverOnly,
    String policyDocument,
    Instant creationTimestamp,
    String clientToken)
    implements Resource {
  @Override
  public Set<String> networks() {
    return Set.of(vpcId);
  }

  /** A gateway endpoint. */
  public static VpcEndpoint gateway(
      ResourceKey key, String vpcId, String serviceName, List<String> routeTableIds, String policyDocument, Instant creationTimestamp, String clientToken) {
    return new VpcEndpoint(
        key, vpcId, serviceName, key.region(), Type.GATEWAY, routeTableIds, List.of(), List.of(), List.of(), "", false, Optional.empty(),
        policyDocument, creationTimestamp, clientToken);
  }

  public VpcEndpoint with(List<String> newRouteTableIds, String newPolicyDocument) {
    return new VpcEndpoint(
        key, vpcId, serviceName, serviceRegion, type, newRouteTableIds, subnetIds, groupIds, networkInterfaceIds, dnsToken, privateDnsEnabled,
        inboundResolverOnly, newPolicyDocument, creationTimestamp, clientToken);
  }

  /** With an interface in each of these subnets, in the same order. */
  public VpcEndpoint withInterfaces(List<String> newSubnetIds, List<String> newNetworkInterfaceIds) {
    return new VpcEndpoint(
        key, vpcId, serviceName, serviceRegion, type, routeTableIds, newSubnetIds, groupIds, newNetworkInterfaceIds, dnsToken, privateDnsEnabled,
        inboundResolverOnly, policyDocument, creationTimestamp, clientToken);
  }

  public VpcEndpoint withGroups(List<String> newGroupIds) {
    return new VpcEndpoint(
        key, vpcId, serviceName, serviceRegion, type, routeTableIds, subnetIds, newGroupIds, networkInterfaceIds, dnsToken, privateDnsEnabled,
        inboundResolverOnly, policyDocument, creationTimestamp, clientToken);
  }

  public VpcEndpoint withPrivateDns(boolean enabled, Optional<Boolean> newInboundResolverOnly) {
    return new VpcEndpoint(
        key, vpcId, serviceName, serviceRegion, type, routeTableIds, subnetIds, groupIds, networkInterfaceIds, dnsToken, enabled,
        newInboundResolverOnly, policyDocument, creationTimestamp, clientToken);
  }

  /** Whether it needs a gateway endpoint for its service in its VPC: its private names are answered to inbound resolver endpoints alone. */
  public boolean needsGateway() {
    return privateDnsEnabled && inboundResolverOnly.orElse(false);
  }

  /** The types that are built; the wire names are {@code Gateway} and so on. */
  public enum Type {
    GATEWAY,
    INTERFACE
  }
}
