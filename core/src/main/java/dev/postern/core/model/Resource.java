package dev.postern.core.model;

import java.util.Set;

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
        FlowLog,
        NetworkInsightsPath,
        NetworkInsightsAnalysis,
        VpcEndpointService,
        LoadBalancer,
        TargetGroup,
        Listener,
        VpcPeeringConnection,
        VpnGateway,
        CustomerGateway,
        VpnConnection,
        DirectConnectConnection,
        VirtualInterface,
        TransitGateway,
        TransitGatewayAttachment,
        TransitGatewayRouteTable,
        Site,
        HostedZone,
        ZoneChange,
        ResolverEndpoint,
        ZoneFault,
        RegionDefaults,
        Function,
        IamUser,
        IamRole,
        IamPolicy,
        InstanceProfile,
        AccessKey,
        Organization,
        OrganizationalUnit,
        OrganizationAccount,
        OrganizationPolicy,
        Handshake,
        AccountCreation,
        ClientToken {
  ResourceKey key();

  default String id() {
    return key().id();
  }

  /**
   * The units of the network that this resource is a part of: VPC ids, {@code edge/REGION}, or the id of a gateway that several VPCs or
   * sites meet at. A change of the resource is a change of them all.
   */
  default Set<String> networks() {
    return Set.of();
  }
}
