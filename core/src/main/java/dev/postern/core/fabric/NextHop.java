package dev.postern.core.fabric;

/** Where a route leads. */
public sealed interface NextHop {
  record ToInternetGateway(String internetGatewayId) implements NextHop {}

  /** The port of a NAT gateway. */
  record ToNatGateway(String natGatewayId, String networkInterfaceId) implements NextHop {}

  record ToInterface(String networkInterfaceId) implements NextHop {}

  record ToEndpoint(String vpcEndpointId) implements NextHop {}

  /** A peering connection or a virtual private gateway. */
  record ToUplink(String uplinkId) implements NextHop {}

  /** The interface of a transit gateway's attachment in the sender's zone. */
  record ToTransitGateway(String transitGatewayId, String networkInterfaceId) implements NextHop {}

  /** The route's target is gone. */
  record Blackhole() implements NextHop {}
}
