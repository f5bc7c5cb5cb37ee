package dev.postern.core.path;

/** Where a path ends. */
public sealed interface End {
  /** At a network interface of a VPC, which sees {@code source}. */
  record AtInterface(String vpcId, String networkInterfaceId, long source) implements End {}

  /** At a public service, which sees {@code source}. */
  record AtPublicService(long source) implements End {}

  /** At a service through a gateway or interface endpoint; it sees the private {@code source}. */
  record AtEndpoint(String vpcEndpointId, String vpcId, long source) implements End {}

  /** At an inbound resolver endpoint, which sees {@code source}. */
  record AtResolver(String resolverEndpointId, String vpcId, long source) implements End {}

  /** At a host of an on-premises network, which sees {@code source}. */
  record AtSiteHost(String siteId, String hostId, long source) implements End {}

  /** At a gateway, for who asked for the way to it; it sees {@code source}. A transit gateway's attachment of a VPN connection is its site. */
  record AtGateway(String gatewayId, long source) implements End {}

  /** Dropped: by which rule of which resource, and whether on the way there or back. */
  record Stopped(ExplanationCode code, String origin, boolean onReturn) implements End {}

  default boolean delivered() {
    return !(this instanceof Stopped);
  }
}
