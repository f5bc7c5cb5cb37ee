package dev.postern.core.plan;

import java.util.Optional;

/** What a connection came in by. The socket that accepted it says so: nothing that a client sends can change it. */
public sealed interface Door {
  /** The API port on the host's loopback: outside every VPC. */
  record Api() implements Door {}

  /** A public address of an AWS service in a Region; the caller's address is public too. */
  record Public(String region) implements Door {}

  /**
   * A VPC endpoint: {@code aws:SourceVpce}, {@code aws:SourceVpc}; the caller's address is {@code aws:VpcSourceIp}.
   *
   * @param region of the endpoint
   * @param account that owns the endpoint
   * @param serviceRegion where the service is: another Region for a cross-Region endpoint
   */
  record Endpoint(String region, String account, String vpcId, String endpointId, String serviceName, String serviceRegion, EndpointType type)
      implements Door {}

  /**
   * A network load balancer, reached at its own address or through an endpoint of its service: the connection goes on to one of its targets.
   *
   * @param vpcId the balancer's VPC, where connections to targets begin
   * @param networkInterfaceId of the balancer's node
   * @param endpointId the endpoint that the client came through
   */
  record Balancer(String vpcId, String loadBalancerId, String networkInterfaceId, Optional<String> endpointId) implements Door {}

  /** The types of endpoint that a request can come through. */
  enum EndpointType {
    GATEWAY,
    INTERFACE
  }

  /**
   * The resolver of a VPC, at base+2 and 169.254.169.253, or at an inbound resolver endpoint.
   *
   * @param inbound asked through an inbound resolver endpoint, from outside the VPC
   */
  record Resolver(String region, String account, String vpcId, boolean inbound) implements Door {}

  /** The resolver of hosts that are in no VPC. */
  record PublicResolver(String region) implements Door {}

  /** The instance metadata service of a VPC: the caller's address names the instance. */
  record Metadata(String region, String account, String vpcId) implements Door {}
}
