package dev.postern.core.account;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The lists that are read, each as one command of the AWS CLI prints it.
 * <a href="https://docs.aws.amazon.com/cli/latest/reference/ec2/">AWS</a>
 */
public enum Listing {
  VPCS("Vpcs", "ec2 describe-vpcs", Use.NETWORK),
  SUBNETS("Subnets", "ec2 describe-subnets", Use.NETWORK),
  ROUTE_TABLES("RouteTables", "ec2 describe-route-tables", Use.NETWORK),
  SECURITY_GROUPS("SecurityGroups", "ec2 describe-security-groups", Use.NETWORK),
  NETWORK_INTERFACES("NetworkInterfaces", "ec2 describe-network-interfaces", Use.NETWORK),
  VPC_ENDPOINTS("VpcEndpoints", "ec2 describe-vpc-endpoints", Use.NETWORK),
  SECURITY_GROUP_RULES("SecurityGroupRules", "ec2 describe-security-group-rules", Use.DETAIL),
  NETWORK_ACLS("NetworkAcls", "ec2 describe-network-acls", Use.DETAIL),
  NAT_GATEWAYS("NatGateways", "ec2 describe-nat-gateways", Use.DETAIL),
  INTERNET_GATEWAYS("InternetGateways", "ec2 describe-internet-gateways", Use.DETAIL),
  PEERINGS("VpcPeeringConnections", "ec2 describe-vpc-peering-connections", Use.DETAIL),
  ADDRESSES("Addresses", "ec2 describe-addresses", Use.DETAIL),
  DHCP_OPTIONS("DhcpOptions", "ec2 describe-dhcp-options", Use.DETAIL),
  PREFIX_LISTS("PrefixLists", "ec2 describe-prefix-lists", Use.DETAIL),
  RESERVATIONS("Reservations", "ec2 describe-instances", Use.DETAIL),
  FUNCTIONS("Functions", "lambda list-functions", Use.DETAIL);

  private enum Use {
    NETWORK,
    DETAIL
  }

  private final String field;
  private final String command;
  private final Use use;

  Listing(String field, String command, Use use) {
    this.field = field;
    this.command = command;
    this.use = use;
  }

  /** The name of the list in the answer. */
  public String field() {
    return field;
  }

  /** The words behind {@code aws}. */
  public String command() {
    return command;
  }

  /** Whether nothing can be said of a network without it. */
  public boolean isNeeded() {
    return use == Use.NETWORK;
  }

  public static List<Listing> all() {
    return List.of(values());
  }

  static Optional<Listing> of(String field) {
    return Arrays.stream(values()).filter(l -> l.field.equals(field)).findFirst();
  }
}
