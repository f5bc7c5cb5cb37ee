package dev.postern.core.model;

import java.util.Optional;

/** One AWS resource as its owner asked for it; what the kernel made of it is {@link dev.postern.core.state.Observed}. */
public sealed interface Resource
    permits Vpc,
        Subnet,
        RouteTable,
        InternetGateway,
        NatGateway,
        ElasticIp,
        SecurityGroup,
        NetworkAcl,
        NetworkInterface,
        Instance,
        DhcpOptions,
        VpcEndpoint,
        RegionDefaults,
        Function,
        IamUser,
        IamRole,
        IamPolicy,
        InstanceProfile,
        AccessKey,
        ClientToken {
  ResourceKey key();

  default String id() {
    return key().id();
  }

  /** The unit of the network this resource changes, if it changes one: a VPC id, or {@code edge/REGION}. */
  default Optional<String> network() {
    return Optional.empty();
  }
}
