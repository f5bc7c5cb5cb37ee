package dev.postern.core.model;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** The kinds of resource: the id's prefix, the name used in tags and ARNs, and the record that holds one. */
public enum Kind {
  VPC("vpc", "vpc", Vpc.class),
  SUBNET("subnet", "subnet", Subnet.class),
  ROUTE_TABLE("rtb", "route-table", RouteTable.class),
  INTERNET_GATEWAY("igw", "internet-gateway", InternetGateway.class),
  NAT_GATEWAY("nat", "natgateway", NatGateway.class),
  ELASTIC_IP("eipalloc", "elastic-ip", ElasticIp.class),
  SECURITY_GROUP("sg", "security-group", SecurityGroup.class),
  NETWORK_ACL("acl", "network-acl", NetworkAcl.class),
  NETWORK_INTERFACE("eni", "network-interface", NetworkInterface.class),
  INSTANCE("i", "instance", Instance.class),
  DHCP_OPTIONS("dopt", "dhcp-options", DhcpOptions.class),
  VPC_PEERING_CONNECTION("pcx", "vpc-peering-connection", VpcPeeringConnection.class),
  VPN_GATEWAY("vgw", "vpn-gateway", VpnGateway.class),
  CUSTOMER_GATEWAY("cgw", "customer-gateway", CustomerGateway.class),
  VPN_CONNECTION("vpn", "vpn-connection", VpnConnection.class),
  TRANSIT_GATEWAY("tgw", "transit-gateway", TransitGateway.class),
  TRANSIT_GATEWAY_ATTACHMENT("tgw-attach", "transit-gateway-attachment", TransitGatewayAttachment.class),
  TRANSIT_GATEWAY_ROUTE_TABLE("tgw-rtb", "transit-gateway-route-table", TransitGatewayRouteTable.class),
  FLOW_LOG("fl", "vpc-flow-log", FlowLog.class),
  NETWORK_INSIGHTS_PATH("nip", "network-insights-path", NetworkInsightsPath.class),
  NETWORK_INSIGHTS_ANALYSIS("nia", "network-insights-analysis", NetworkInsightsAnalysis.class),
  VPC_ENDPOINT("vpce", "vpc-endpoint", VpcEndpoint.class),
  VPC_ENDPOINT_SERVICE("vpce-svc", "vpc-endpoint-service", VpcEndpointService.class),
  /** Elastic Load Balancing's ids are ARNs; these are their last 16 digits behind a prefix of Postern's own. */
  LOAD_BALANCER("elb", "loadbalancer", LoadBalancer.class),
  TARGET_GROUP("elbtg", "targetgroup", TargetGroup.class),
  LISTENER("elblsn", "listener", Listener.class),
  DIRECT_CONNECT_CONNECTION("dxcon", "dxcon", DirectConnectConnection.class),
  VIRTUAL_INTERFACE("dxvif", "dxvif", VirtualInterface.class),
  /** On-premises networks: Postern's own. */
  SITE("site", "site", Site.class),
  /** Route 53; the id is {@code Z} and letters and digits. */
  HOSTED_ZONE("hostedzone", "hostedzone", HostedZone.class),
  ZONE_CHANGE("change", "change", ZoneChange.class),
  RESOLVER_ENDPOINT("rslvr-in", "resolver-endpoint", ResolverEndpoint.class),
  /** Keyed by the zone's name. */
  ZONE_FAULT("zone", "zone", ZoneFault.class),
  /** One row a Region whose defaults (default VPC) were made. */
  REGION("region", "region", RegionDefaults.class),
  FUNCTION("function", "function", Function.class),
  IAM_USER("user", "user", IamUser.class),
  IAM_ROLE("role", "role", IamRole.class),
  IAM_POLICY("policy", "policy", IamPolicy.class),
  INSTANCE_PROFILE("instance-profile", "instance-profile", InstanceProfile.class),
  /** Keyed by the access key id. */
  ACCESS_KEY("access-key", "access-key", AccessKey.class),
  ORGANIZATION("o", "organization", Organization.class),
  ORGANIZATIONAL_UNIT("ou", "organizationalunit", OrganizationalUnit.class),
  /** Keyed by the account, which is the key's account too. */
  ORGANIZATION_ACCOUNT("account", "account", OrganizationAccount.class),
  ORGANIZATION_POLICY("p", "organization-policy", OrganizationPolicy.class),
  HANDSHAKE("h", "handshake", Handshake.class),
  ACCOUNT_CREATION("car", "account-creation", AccountCreation.class),
  /** Keyed by operation and token. */
  CLIENT_TOKEN("client-token", "client-token", ClientToken.class);

  private static final Map<Class<? extends Resource>, Kind> BY_TYPE =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Kind::type, k -> k));

  private final String prefix;
  private final String resourceType;
  private final Class<? extends Resource> type;

  Kind(String prefix, String resourceType, Class<? extends Resource> type) {
    this.prefix = prefix;
    this.resourceType = resourceType;
    this.type = type;
  }

  /** The kind of a record. */
  public static Kind of(Class<? extends Resource> type) {
    Kind kind = BY_TYPE.get(type);
    if (kind == null) {
      throw new IllegalArgumentException("no kind of resource: " + type);
    }
    return kind;
  }

  /** What stands before the hyphen of an EC2 id. */
  public String prefix() {
    return prefix;
  }

  /** The word of {@code TagSpecification.N.ResourceType} and of ARNs. */
  public String resourceType() {
    return resourceType;
  }

  public Class<? extends Resource> type() {
    return type;
  }
}
