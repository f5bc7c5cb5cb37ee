package dev.postern.core.error;

import dev.postern.core.model.Kind;

/** How AWS words a malformed or unknown id, which differs in spelling from kind to kind. */
public enum IdError {
  VPC(Kind.VPC, "VpcId", "InvalidVpcID", "vpc ID"),
  SUBNET(Kind.SUBNET, "SubnetId", "InvalidSubnetID", "subnet ID"),
  ROUTE_TABLE(Kind.ROUTE_TABLE, "RouteTableId", "InvalidRouteTableID", "InvalidRouteTableId", "routeTable ID"),
  INTERNET_GATEWAY(Kind.INTERNET_GATEWAY, "InternetGatewayId", "InvalidInternetGatewayID", "InvalidInternetGatewayId", "internetGateway ID"),
  NAT_GATEWAY(Kind.NAT_GATEWAY, "NatGatewayId", "", "NAT gateway"),
  ELASTIC_IP(Kind.ELASTIC_IP, "AllocationId", "InvalidAllocationID", "allocation ID"),
  SECURITY_GROUP(Kind.SECURITY_GROUP, "GroupId", "InvalidGroup", "InvalidGroupId", "security group"),
  NETWORK_ACL(Kind.NETWORK_ACL, "NetworkAclId", "InvalidNetworkAclID", "InvalidNetworkAclId", "networkAcl ID"),
  NETWORK_INTERFACE(Kind.NETWORK_INTERFACE, "NetworkInterfaceId", "InvalidNetworkInterfaceID", "InvalidNetworkInterfaceId", "networkInterface ID"),
  INSTANCE(Kind.INSTANCE, "InstanceId", "InvalidInstanceID", "instance ID"),
  DHCP_OPTIONS(Kind.DHCP_OPTIONS, "DhcpOptionsId", "InvalidDhcpOptionID", "InvalidDhcpOptionsId", "dhcpOption ID"),
  TRANSIT_GATEWAY(Kind.TRANSIT_GATEWAY, "TransitGatewayId", "InvalidTransitGatewayID", "Transit Gateway %s was deleted or does not exist."),
  TRANSIT_GATEWAY_ATTACHMENT(
      Kind.TRANSIT_GATEWAY_ATTACHMENT,
      "TransitGatewayAttachmentId",
      "InvalidTransitGatewayAttachmentID",
      "Transit Gateway Attachment %s was deleted or does not exist."),
  TRANSIT_GATEWAY_ROUTE_TABLE(
      Kind.TRANSIT_GATEWAY_ROUTE_TABLE,
      "TransitGatewayRouteTableId",
      "InvalidRouteTableID",
      "Transit Gateway Route Table %s was deleted or does not exist."),
  VPC_PEERING_CONNECTION(
      Kind.VPC_PEERING_CONNECTION,
      "VpcPeeringConnectionId",
      "InvalidVpcPeeringConnectionID",
      "InvalidVpcPeeringConnectionId",
      "vpcPeeringConnection ID"),
  VPN_GATEWAY(Kind.VPN_GATEWAY, "VpnGatewayId", "InvalidVpnGatewayID", "vpnGateway ID"),
  CUSTOMER_GATEWAY(Kind.CUSTOMER_GATEWAY, "CustomerGatewayId", "InvalidCustomerGatewayID", "InvalidCustomerGatewayId", "customerGateway ID"),
  VPN_CONNECTION(Kind.VPN_CONNECTION, "VpnConnectionId", "InvalidVpnConnectionID", "vpnConnection ID"),
  FLOW_LOG(Kind.FLOW_LOG, "FlowLogId", "InvalidFlowLogId", "flow log ID"),
  NETWORK_INSIGHTS_PATH(Kind.NETWORK_INSIGHTS_PATH, "NetworkInsightsPathId", "InvalidNetworkInsightsPathId", "networkInsightsPath ID"),
  NETWORK_INSIGHTS_ANALYSIS(
      Kind.NETWORK_INSIGHTS_ANALYSIS, "NetworkInsightsAnalysisId", "InvalidNetworkInsightsAnalysisId", "networkInsightsAnalysis ID"),
  VPC_ENDPOINT(Kind.VPC_ENDPOINT, "VpcEndpointId", "InvalidVpcEndpointId", "Vpc Endpoint Id"),
  /** The malformed code has the doubled {@code Id} on AWS too. */
  VPC_ENDPOINT_SERVICE(
      Kind.VPC_ENDPOINT_SERVICE, "ServiceId", "InvalidVpcEndpointServiceId", "InvalidVpcEndpointServiceIdId", "VpcEndpointService Id");

  private final Kind kind;
  private final String parameter;
  private final String notFoundStem;
  private final String malformedStem;
  private final String noun;

  /** @param noun what AWS calls the kind in its message, or the whole message where it is built otherwise */
  IdError(Kind kind, String parameter, String stem, String noun) {
    this(kind, parameter, stem, stem, noun);
  }

  IdError(Kind kind, String parameter, String notFoundStem, String malformedStem, String noun) {
    this.kind = kind;
    this.parameter = parameter;
    this.notFoundStem = notFoundStem;
    this.malformedStem = malformedStem;
    this.noun = noun;
  }

  /** The row of a kind that the EC2 API has ids for. */
  public static IdError of(Kind kind) {
    for (IdError error : values()) {
      if (error.kind == kind) {
        return error;
      }
    }
    throw new IllegalArgumentException("no EC2 id: " + kind);
  }

  /** The name of the parameter that carries the id. */
  public String parameter() {
    return parameter;
  }

  public AwsException malformed(String id) {
    if (kind == Kind.NAT_GATEWAY) {
      return new Text("NatGatewayMalformed", "The NatGateway ID '%s' is malformed").with(id);
    }
    if (kind == Kind.SECURITY_GROUP) {
      return new Text("InvalidGroupId.Malformed", "Invalid id: \"%s\" (expecting \"sg-...\")").with(id);
    }
    return new Text(malformedStem + ".Malformed", "Invalid id: \"%s\" (expecting \"" + kind.prefix() + "-...\")").with(id);
  }

  public AwsException notFound(String id) {
    if (kind == Kind.NAT_GATEWAY) {
      return new Text("NatGatewayNotFound", "The Nat Gateway %s was not found").with(id);
    }
    if (kind == Kind.SECURITY_GROUP) {
      return new Text("InvalidGroup.NotFound", "The security group '%s' does not exist").with(id);
    }
    return new Text(notFoundStem + ".NotFound", noun.contains("%s") ? noun : "The " + noun + " '%s' does not exist").with(id);
  }

  private record Text(String code, String pattern) implements AwsError {
    @Override
    public int status() {
      return 400;
    }
  }
}
