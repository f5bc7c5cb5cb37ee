package dev.postern.core.plan;

/** What a connection came in by. The socket that accepted it says so: nothing that a client sends can change it. */
public sealed interface Door {
  /** The API port on the host's loopback: outside every VPC. */
  record Api() implements Door {}

  /** A public address of an AWS service in a Region; the caller's address is public too. */
  record Public(String region) implements Door {}

  /** A VPC endpoint: {@code aws:SourceVpce}, {@code aws:SourceVpc}; the caller's address is {@code aws:VpcSourceIp}. */
  record Endpoint(String region, String account, String vpcId, String endpointId, String serviceName) implements Door {}

  /** The resolver of a VPC, at base+2 and 169.254.169.253. */
  record Resolver(String region, String account, String vpcId) implements Door {}

  /** The resolver of hosts that are in no VPC. */
  record PublicResolver(String region) implements Door {}

  /** The instance metadata service of a VPC: the caller's address names the instance. */
  record Metadata(String region, String account, String vpcId) implements Door {}
}
