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
 * @param connection of an interface endpoint to a user's endpoint service; empty for AWS's services
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
    String clientToken,
    Optional<Connection> connection)
    implements Resource {

  /** An endpoint to one of AWS's services. */
  public VpcEndpoint(
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
      String clientToken) {
    this(
        key, vpcId, serviceName, serviceRegion, type, routeTableIds, subnetIds, groupIds, networkInterfaceIds, dnsToken, privateDnsEnabled,
        inboundResolverOnly, policyDocument, creationTimestamp, clientToken, Optional.empty());
  }

  /**
   * How an endpoint stands to a user's endpoint service.
   *
   * @param id {@code vpce-con-} and 17 digits, under which the service's owner sees it
   * @param privateDnsName the service's verified name when private DNS was turned on; a name that is lost later does not end it
   */
  public record Connection(String id, String serviceId, Acceptance acceptance, Optional<String> privateDnsName) {}

  /** What the service's owner has said. */
  public enum Acceptance {
    PENDING,
    ACCEPTED,
    REJECTED
  }

  /** The unit of the service is where its owner finds the endpoints. */
  @Override
  public Set<String> networks() {
    return connection.isPresent() ? Set.of(vpcId, connection.get().serviceId()) : Set.of(vpcId);
  }

  /** Whether packets may pass: the service is AWS's, or its owner has accepted the endpoint. */
  public boolean isAccepted() {
    return connection.isEmpty() || connection.get().acceptance() == Acceptance.ACCEPTED;
  }

  public VpcEndpoint withConnection(Connection newConnection) {
    return new VpcEndpoint(
        key, vpcId, serviceName, serviceRegion, type, routeTableIds, subnetIds, groupIds, networkInterfaceIds, dnsToken, privateDnsEnabled,
        inboundResolverOnly, policyDocument, creationTimestamp, clientToken, Optional.of(newConnection));
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
        inboundResolverOnly, newPolicyDocument, creationTimestamp, clientToken, connection);
  }

  /** With an interface in each of these subnets, in the same order. */
  public VpcEndpoint withInterfaces(List<String> newSubnetIds, List<String> newNetworkInterfaceIds) {
    return new VpcEndpoint(
        key, vpcId, serviceName, serviceRegion, type, routeTableIds, newSubnetIds, groupIds, newNetworkInterfaceIds, dnsToken, privateDnsEnabled,
        inboundResolverOnly, policyDocument, creationTimestamp, clientToken, connection);
  }

  public VpcEndpoint withGroups(List<String> newGroupIds) {
    return new VpcEndpoint(
        key, vpcId, serviceName, serviceRegion, type, routeTableIds, subnetIds, newGroupIds, networkInterfaceIds, dnsToken, privateDnsEnabled,
        inboundResolverOnly, policyDocument, creationTimestamp, clientToken, connection);
  }

  public VpcEndpoint withPrivateDns(boolean enabled, Optional<Boolean> newInboundResolverOnly) {
    return new VpcEndpoint(
        key, vpcId, serviceName, serviceRegion, type, routeTableIds, subnetIds, groupIds, networkInterfaceIds, dnsToken, enabled,
        newInboundResolverOnly, policyDocument, creationTimestamp, clientToken, connection);
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
