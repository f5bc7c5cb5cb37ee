package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.e2e.Ec2Wire.Row;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.RuleAction;

/**
 * EC2's errors about what is around an endpoint, read off the wire one by one: status, code and text as AWS gives them, and nothing half-made.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html">AWS</a>
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NetworkErrorsTest {
  private static final String CATALOGUE =
      """
      InvalidVpcID.NotFound InvalidVpcID.Malformed InvalidVpcRange InvalidVpc.Range InvalidVpcState VpcLimitExceeded DependencyViolation
      VPCIdNotSpecified CidrConflict
      InvalidSubnetID.NotFound InvalidSubnetID.Malformed InvalidSubnet.Range InvalidSubnet.Conflict SubnetLimitExceeded
      InsufficientFreeAddressesInSubnet
      InvalidRouteTableID.NotFound InvalidRouteTableId.Malformed RouteAlreadyExists InvalidRoute.NotFound RouteLimitExceeded
      InvalidAssociationID.NotFound DestinationCidrBlockLimitExceeded
      InvalidGroup.NotFound InvalidGroup.Duplicate InvalidGroup.InUse InvalidGroup.Reserved InvalidGroupId.Malformed InvalidSecurityGroupID.NotFound
      InvalidPermission.Duplicate InvalidPermission.NotFound InvalidPermission.Malformed InvalidSecurityGroupRuleId.NotFound
      RulesPerSecurityGroupLimitExceeded SecurityGroupsPerInterfaceLimitExceeded CannotDelete
      InvalidNetworkAclID.NotFound InvalidNetworkAclEntry.NotFound NetworkAclEntryAlreadyExists NetworkAclEntryLimitExceeded
      InvalidNetworkInterfaceID.NotFound InvalidNetworkInterface.InUse InvalidIPAddress.InUse InvalidParameterValue PrivateIpAddressLimitExceeded
      InvalidInternetGatewayID.NotFound Gateway.NotAttached Resource.AlreadyAssociated NatGatewayNotFound NatGatewayMalformed
      NatGatewayLimitExceeded InvalidAllocationID.NotFound InvalidAddress.NotFound InvalidAddress.Malformed AddressLimitExceeded
      InvalidVpcPeeringConnectionID.NotFound InvalidVpcPeeringConnectionId.Malformed VpcPeeringConnectionAlreadyExists InvalidStateTransition
      InvalidVpnGatewayID.NotFound InvalidVpnGatewayAttachment.NotFound InvalidCustomerGatewayID.NotFound InvalidVpnConnectionID.NotFound
      VpnGatewayAttachmentLimitExceeded
      InvalidTransitGatewayID.NotFound InvalidTransitGatewayAttachmentID.NotFound IncorrectState
      InvalidDhcpOptionID.NotFound InvalidDhcpOptionsID.NotFound
      InvalidFlowLogId.NotFound FlowLogAlreadyExists FlowLogsLimitExceeded LogDestinationNotFound LogDestinationPermissionIssue AccessError
      InvalidNetworkInsightsPathId.NotFound InvalidNetworkInsightsAnalysisId.NotFound AnalysisExistsForNetworkInsightsPath
      """;

  private static final Map<String, String> OUT_OF_REACH =
      Map.ofEntries(
          Map.entry(
              "AWS raises the quota on request, so Postern has none",
              """
              VpcLimitExceeded SubnetLimitExceeded RouteLimitExceeded DestinationCidrBlockLimitExceeded NatGatewayLimitExceeded
              AddressLimitExceeded
              """),
          Map.entry(
              "the other spelling of a code that a row here shows",
              "InvalidVpcRange InvalidSecurityGroupID.NotFound InvalidDhcpOptionsID.NotFound"),
          Map.entry("AWS answers InvalidVpc.Range to a block that conflicts, as a row here shows", "CidrConflict"),
          Map.entry("of groups outside a VPC; in a VPC it is DependencyViolation, as a row here shows", "InvalidGroup.InUse"),
          Map.entry("of groups outside a VPC; in a VPC it is InvalidParameterValue, as a row here shows", "InvalidGroup.Reserved"),
          Map.entry("the limit is an instance type's, and Postern's types carry as many addresses as fit", "PrivateIpAddressLimitExceeded"),
          Map.entry(
              "no codes of calls: an unsuccessful item says the first two in words, and deliverLogsErrorMessage the third, as FlowLogsTest shows",
              """
              LogDestinationNotFound LogDestinationPermissionIssue AccessError
              """));

  private Cloud cloud;
  private Ec2Wire wire;
  private Ec2Wire homeless;
  private Ec2Client ec2;
  private String vpc;
  private String subnet;
  private String full;
  private String table;
  private String acl;
  private String group;
  private String defaultGroup;
  private String fullGroup;
  private List<String> groups;
  private String networkInterface;
  private String instance;
  private String internetGateway;
  private String allocation;
  private String natGateway;
  private String peered;
  private String peering;
  private String reverse;
  private String vpnGateway;
  private String spareVpnGateway;
  private String transitGateway;
  private String attachment;
  private String insightsPath;
  private String insightsAnalysis;

  @BeforeAll
  void start(@TempDir Path data) {
    cloud = Cloud.start(data);
    wire = new Ec2Wire(cloud, Region.US_EAST_1, "test", "test");
    ec2 = wire.client();
    vpc = ec2.createVpc(c -> c.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    subnet = ec2.createSubnet(c -> c.vpcId(vpc).cidrBlock("10.0.1.0/24").availabilityZone("us-east-1a")).subnet().subnetId();
    full = ec2.createSubnet(c -> c.vpcId(vpc).cidrBlock("10.0.2.0/28")).subnet().subnetId();
    // AWS keeps five of the sixteen addresses.
    ec2.createNetworkInterface(c -> c.subnetId(full).secondaryPrivateIpAddressCount(10));
    table = ec2.createRouteTable(c -> c.vpcId(vpc)).routeTable().routeTableId();
    acl = ec2.createNetworkAcl(c -> c.vpcId(vpc)).networkAcl().networkAclId();
    IntStream.range(1, 21).forEach(this::entry);
    groups = IntStream.range(0, 6).mapToObj(i -> ec2.createSecurityGroup(c -> c.groupName("g" + i).description("a group").vpcId(vpc)).groupId()).toList();
    group = groups.getFirst();
    ec2.authorizeSecurityGroupIngress(c -> c.groupId(group).ipPermissions(https()));
    fullGroup = groups.getLast();
    ec2.authorizeSecurityGroupIngress(c -> c.groupId(fullGroup).ipPermissions(IntStream.range(0, 60).mapToObj(NetworkErrorsTest::tcp).toList()));
    defaultGroup = ec2.describeSecurityGroups(c -> c.filters(f -> f.name("vpc-id").values(vpc), f -> f.name("group-name").values("default"))).securityGroups().getFirst().groupId();
    networkInterface = ec2.createNetworkInterface(c -> c.subnetId(subnet).groups(group).privateIpAddress("10.0.1.9")).networkInterface().networkInterfaceId();
    instance = ec2.runInstances(c -> c.imageId("ami-0123456789abcdef0").instanceType("t3.micro").minCount(1).maxCount(1).subnetId(subnet)).instances().getFirst().instanceId();
    ec2.attachNetworkInterface(c -> c.instanceId(instance).networkInterfaceId(networkInterface).deviceIndex(1));
    internetGateway = ec2.createInternetGateway().internetGateway().internetGatewayId();
    ec2.attachInternetGateway(c -> c.internetGatewayId(internetGateway).vpcId(vpc));
    allocation = ec2.allocateAddress().allocationId();
    natGateway = ec2.createNatGateway(c -> c.subnetId(subnet).allocationId(allocation)).natGateway().natGatewayId();
    peered = ec2.createVpc(c -> c.cidrBlock("10.1.0.0/16")).vpc().vpcId();
    peering = ec2.createVpcPeeringConnection(c -> c.vpcId(vpc).peerVpcId(peered)).vpcPeeringConnection().vpcPeeringConnectionId();
    reverse = ec2.createVpcPeeringConnection(c -> c.vpcId(peered).peerVpcId(vpc)).vpcPeeringConnection().vpcPeeringConnectionId();
    ec2.acceptVpcPeeringConnection(c -> c.vpcPeeringConnectionId(peering));
    vpnGateway = ec2.createVpnGateway(c -> c.type("ipsec.1")).vpnGateway().vpnGatewayId();
    spareVpnGateway = ec2.createVpnGateway(c -> c.type("ipsec.1")).vpnGateway().vpnGatewayId();
    ec2.attachVpnGateway(c -> c.vpnGatewayId(vpnGateway).vpcId(vpc));
    transitGateway = ec2.createTransitGateway().transitGateway().transitGatewayId();
    attachment =
        ec2.createTransitGatewayVpcAttachment(c -> c.transitGatewayId(transitGateway).vpcId(vpc).subnetIds(subnet)).transitGatewayVpcAttachment().transitGatewayAttachmentId();
    cloud.aws("s3api", "create-bucket", "--bucket", "flows");
    List.of("a", "b").forEach(this::flowLog);
    insightsPath = ec2.createNetworkInsightsPath(c -> c.source(instance).destination(internetGateway).protocol("tcp")).networkInsightsPath().networkInsightsPathId();
    insightsAnalysis = ec2.startNetworkInsightsAnalysis(c -> c.networkInsightsPathId(insightsPath)).networkInsightsAnalysis().networkInsightsAnalysisId();
    homeless = new Ec2Wire(cloud, Region.EU_WEST_1, "test", "test");
    withoutDefaultVpc(homeless.client());
  }

  @AfterAll
  void stop() {
    homeless.close();
    wire.close();
    cloud.close();
  }

  private void entry(int number) {
    ec2.createNetworkAclEntry(c -> c.networkAclId(acl).ruleNumber(number).egress(false).protocol("-1").ruleAction(RuleAction.ALLOW).cidrBlock("10.0.0.0/16"));
  }

  private void flowLog(String folder) {
    ec2.createFlowLogs(c -> c.resourceType("Subnet").resourceIds(subnet).trafficType("ALL").logDestinationType("s3").logDestination("arn:aws:s3:::flows/" + folder));
  }

  private static IpPermission https() {
    return tcp(443);
  }

  private static IpPermission tcp(int port) {
    return IpPermission.builder().ipProtocol("tcp").fromPort(port).toPort(port).ipRanges(r -> r.cidrIp("10.0.0.0/16")).build();
  }

  private List<Row> rows() {
    return Stream.of(vpcs(), routeTables(), groupRows(), interfaces(), gateways(), joins(), flowLogs(), insights()).flatMap(List::stream).toList();
  }

  private List<Row> vpcs() {
    return List.of(
        Row.of("DescribeVpcs", "InvalidVpcID.NotFound", "The vpc ID 'vpc-0badbadb' does not exist", () -> ec2.describeVpcs(c -> c.vpcIds("vpc-0badbadb"))),
        Row.of("DescribeVpcs", "InvalidVpcID.Malformed", "Invalid id: \"vpc-x\" (expecting \"vpc-...\")", () -> ec2.describeVpcs(c -> c.vpcIds("vpc-x"))),
        Row.of("CreateVpc", "InvalidVpc.Range", "The CIDR '10.0.0.0/8' is invalid.", () -> ec2.createVpc(c -> c.cidrBlock("10.0.0.0/8"))),
        Row.of(
            "AssociateVpcCidrBlock", "InvalidVpc.Range", "The CIDR '10.0.0.0/20' conflicts with one of the CIDRs of the VPC.",
            () -> ec2.associateVpcCidrBlock(c -> c.vpcId(vpc).cidrBlock("10.0.0.0/20"))),
        Row.of("DeleteVpc", "DependencyViolation", "The vpc '" + vpc + "' has dependencies and cannot be deleted.", () -> ec2.deleteVpc(c -> c.vpcId(vpc))),
        Row.of("CreateSecurityGroup", "VPCIdNotSpecified", "No default VPC for this user", () -> homeless.client().createSecurityGroup(c -> c.groupName("x").description("x"))),
        Row.of("DescribeSubnets", "InvalidSubnetID.NotFound", "The subnet ID 'subnet-0badbadb' does not exist", () -> ec2.describeSubnets(c -> c.subnetIds("subnet-0badbadb"))),
        Row.of("DescribeSubnets", "InvalidSubnetID.Malformed", "Invalid id: \"subnet-x\" (expecting \"subnet-...\")", () -> ec2.describeSubnets(c -> c.subnetIds("subnet-x"))),
        Row.of("CreateSubnet", "InvalidSubnet.Range", "The CIDR '10.7.0.0/24' is invalid.", () -> ec2.createSubnet(c -> c.vpcId(vpc).cidrBlock("10.7.0.0/24"))),
        Row.of(
            "CreateSubnet", "InvalidSubnet.Conflict", "The CIDR '10.0.1.128/25' conflicts with another subnet",
            () -> ec2.createSubnet(c -> c.vpcId(vpc).cidrBlock("10.0.1.128/25"))),
        Row.of(
            "CreateNetworkInterface", "InsufficientFreeAddressesInSubnet", "The specified subnet does not have enough free addresses to satisfy the request.",
            () -> ec2.createNetworkInterface(c -> c.subnetId(full))),
        Row.of(
            "AssociateDhcpOptions", "InvalidDhcpOptionID.NotFound", "The dhcpOption ID 'dopt-0badbadb' does not exist",
            () -> ec2.associateDhcpOptions(c -> c.vpcId(vpc).dhcpOptionsId("dopt-0badbadb"))));
  }

  private List<Row> routeTables() {
    return List.of(
        Row.of("DescribeRouteTables", "InvalidRouteTableID.NotFound", "The routeTable ID 'rtb-0badbadb' does not exist", () -> ec2.describeRouteTables(c -> c.routeTableIds("rtb-0badbadb"))),
        Row.of("DescribeRouteTables", "InvalidRouteTableId.Malformed", "Invalid id: \"rtb-x\" (expecting \"rtb-...\")", () -> ec2.describeRouteTables(c -> c.routeTableIds("rtb-x"))),
        Row.of(
            "CreateRoute", "RouteAlreadyExists", "The route identified by 10.0.0.0/16 already exists.",
            () -> ec2.createRoute(c -> c.routeTableId(table).destinationCidrBlock("10.0.0.0/16").gatewayId(internetGateway))),
        Row.of(
            "DeleteRoute", "InvalidRoute.NotFound", "no route with destination-cidr-block 10.9.0.0/16 in route table " + table,
            () -> ec2.deleteRoute(c -> c.routeTableId(table).destinationCidrBlock("10.9.0.0/16"))),
        Row.of(
            "DisassociateRouteTable", "InvalidAssociationID.NotFound", "The association ID 'rtbassoc-0badbadb' does not exist",
            () -> ec2.disassociateRouteTable(c -> c.associationId("rtbassoc-0badbadb"))),
        Row.of("DescribeNetworkAcls", "InvalidNetworkAclID.NotFound", "The networkAcl ID 'acl-0badbadb' does not exist", () -> ec2.describeNetworkAcls(c -> c.networkAclIds("acl-0badbadb"))),
        Row.of(
            "DeleteNetworkAclEntry", "InvalidNetworkAclEntry.NotFound", "The specified network acl entry does not exist. Rule number: 99, egress: false",
            () -> ec2.deleteNetworkAclEntry(c -> c.networkAclId(acl).ruleNumber(99).egress(false))),
        Row.of("CreateNetworkAclEntry", "NetworkAclEntryAlreadyExists", "The network acl entry identified by 7 already exists.", () -> entry(7)),
        Row.of("CreateNetworkAclEntry", "NetworkAclEntryLimitExceeded", "The maximum number of network acl entries has been reached.", () -> entry(99)));
  }

  private List<Row> groupRows() {
    return List.of(
        Row.of("DescribeSecurityGroups", "InvalidGroup.NotFound", "The security group 'sg-0badbadb' does not exist", () -> ec2.describeSecurityGroups(c -> c.groupIds("sg-0badbadb"))),
        Row.of("DescribeSecurityGroups", "InvalidGroupId.Malformed", "Invalid id: \"sg-x\" (expecting \"sg-...\")", () -> ec2.describeSecurityGroups(c -> c.groupIds("sg-x"))),
        Row.of(
            "CreateSecurityGroup", "InvalidGroup.Duplicate", "The security group 'g0' already exists for VPC '" + vpc + "'",
            () -> ec2.createSecurityGroup(c -> c.groupName("g0").description("x").vpcId(vpc))),
        Row.of(
            "CreateSecurityGroup", "InvalidParameterValue", "Cannot use reserved security group name: default",
            () -> ec2.createSecurityGroup(c -> c.groupName("default").description("x").vpcId(vpc))),
        Row.of("DeleteSecurityGroup", "DependencyViolation", "resource " + group + " has a dependent object", () -> ec2.deleteSecurityGroup(c -> c.groupId(group))),
        Row.of(
            "DeleteSecurityGroup", "CannotDelete", "the specified group: \"" + defaultGroup + "\" name: \"default\" cannot be deleted by a user",
            () -> ec2.deleteSecurityGroup(c -> c.groupId(defaultGroup))),
        Row.of(
            "AuthorizeSecurityGroupIngress", "InvalidPermission.Duplicate", "the specified rule \"peer: 10.0.0.0/16, TCP, from port: 443, to port: 443, ALLOW\" already exists",
            () -> ec2.authorizeSecurityGroupIngress(c -> c.groupId(group).ipPermissions(https()))),
        Row.of(
            "RevokeSecurityGroupIngress", "InvalidPermission.NotFound", "The specified rule does not exist in this security group.",
            () -> ec2.revokeSecurityGroupIngress(c -> c.groupId(group).ipPermissions(tcp(80)))),
        Row.of(
            "AuthorizeSecurityGroupIngress", "InvalidPermission.Malformed", "Unsupported rule: a CIDR block, a security group or a prefix list is required.",
            () -> ec2.authorizeSecurityGroupIngress(c -> c.groupId(group).ipPermissions(p -> p.ipProtocol("tcp").fromPort(80).toPort(80)))),
        Row.of(
            "DescribeSecurityGroupRules", "InvalidSecurityGroupRuleId.NotFound", "The security group rule ID 'sgr-0badbadb' does not exist",
            () -> ec2.describeSecurityGroupRules(c -> c.securityGroupRuleIds("sgr-0badbadb"))),
        Row.of(
            "AuthorizeSecurityGroupIngress", "RulesPerSecurityGroupLimitExceeded", "The maximum number of rules per security group has been reached.",
            () -> ec2.authorizeSecurityGroupIngress(c -> c.groupId(fullGroup).ipPermissions(https()))),
        Row.of(
            "CreateNetworkInterface", "SecurityGroupsPerInterfaceLimitExceeded", "The maximum number of security groups per interface has been reached.",
            () -> ec2.createNetworkInterface(c -> c.subnetId(subnet).groups(groups))));
  }

  private List<Row> interfaces() {
    return List.of(
        Row.of(
            "DescribeNetworkInterfaces", "InvalidNetworkInterfaceID.NotFound", "The networkInterface ID 'eni-0badbadb' does not exist",
            () -> ec2.describeNetworkInterfaces(c -> c.networkInterfaceIds("eni-0badbadb"))),
        Row.of(
            "AttachNetworkInterface", "InvalidNetworkInterface.InUse", "Interface: [" + networkInterface + "] in use.",
            () -> ec2.attachNetworkInterface(c -> c.instanceId(instance).networkInterfaceId(networkInterface).deviceIndex(2))),
        Row.of(
            "CreateNetworkInterface", "InvalidIPAddress.InUse", "Address 10.0.1.9 is in use.",
            () -> ec2.createNetworkInterface(c -> c.subnetId(subnet).privateIpAddress("10.0.1.9"))),
        Row.of(
            "DeleteNetworkInterface", "InvalidParameterValue", "Network interface '" + networkInterface + "' is currently in use.",
            () -> ec2.deleteNetworkInterface(c -> c.networkInterfaceId(networkInterface))));
  }

  private List<Row> gateways() {
    return List.of(
        Row.of(
            "DescribeInternetGateways", "InvalidInternetGatewayID.NotFound", "The internetGateway ID 'igw-0badbadb' does not exist",
            () -> ec2.describeInternetGateways(c -> c.internetGatewayIds("igw-0badbadb"))),
        Row.of(
            "DetachInternetGateway", "Gateway.NotAttached", "resource " + internetGateway + " is not attached to network " + peered,
            () -> ec2.detachInternetGateway(c -> c.internetGatewayId(internetGateway).vpcId(peered))),
        Row.of(
            "AttachInternetGateway", "Resource.AlreadyAssociated", "resource " + internetGateway + " is already attached to network " + vpc,
            () -> ec2.attachInternetGateway(c -> c.internetGatewayId(internetGateway).vpcId(peered))),
        Row.of("DescribeNatGateways", "NatGatewayNotFound", "The Nat Gateway nat-0badbadb was not found", () -> ec2.describeNatGateways(c -> c.natGatewayIds("nat-0badbadb"))),
        Row.of("DescribeNatGateways", "NatGatewayMalformed", "The NatGateway ID 'nat-x' is malformed", () -> ec2.describeNatGateways(c -> c.natGatewayIds("nat-x"))),
        Row.of(
            "CreateNatGateway", "Resource.AlreadyAssociated", "Elastic IP address [" + allocation + "] is already associated",
            () -> ec2.createNatGateway(c -> c.subnetId(subnet).allocationId(allocation))),
        Row.of(
            "DescribeAddresses", "InvalidAllocationID.NotFound", "The allocation ID 'eipalloc-0badbadb' does not exist",
            () -> ec2.describeAddresses(c -> c.allocationIds("eipalloc-0badbadb"))),
        Row.of("DescribeAddresses", "InvalidAddress.NotFound", "Address '9.9.9.9' not found.", () -> ec2.describeAddresses(c -> c.publicIps("9.9.9.9"))),
        Row.of("DescribeAddresses", "InvalidAddress.Malformed", "Address '9.9.9' is malformed.", () -> ec2.describeAddresses(c -> c.publicIps("9.9.9"))),
        Row.of("ReleaseAddress", "InvalidIPAddress.InUse", "Address " + publicIp() + " is in use.", () -> ec2.releaseAddress(c -> c.allocationId(allocation))));
  }

  private String publicIp() {
    return ec2.describeAddresses(c -> c.allocationIds(allocation)).addresses().getFirst().publicIp();
  }

  private List<Row> flowLogs() {
    return List.of(
        Row.of("DescribeFlowLogs", "InvalidFlowLogId.NotFound", "The flow log ID 'fl-0badbadb' does not exist", () -> ec2.describeFlowLogs(c -> c.flowLogIds("fl-0badbadb"))),
        Row.of(
            "CreateFlowLogs", "FlowLogAlreadyExists", "Error. There is an existing Flow Log with the same configuration and log destination.", () -> flowLog("b")),
        Row.of("CreateFlowLogs", "FlowLogsLimitExceeded", "The maximum number of flow logs for " + subnet + " has been reached.", () -> flowLog("c")));
  }

  /** Peering, VPN and transit gateways. */
  private List<Row> joins() {
    return List.of(
        Row.of(
            "AcceptVpcPeeringConnection", "InvalidVpcPeeringConnectionID.NotFound", "The vpcPeeringConnection ID 'pcx-0badbadb' does not exist",
            () -> ec2.acceptVpcPeeringConnection(c -> c.vpcPeeringConnectionId("pcx-0badbadb"))),
        Row.of(
            "AcceptVpcPeeringConnection", "InvalidVpcPeeringConnectionId.Malformed", "Invalid id: \"pcx-x\" (expecting \"pcx-...\")",
            () -> ec2.acceptVpcPeeringConnection(c -> c.vpcPeeringConnectionId("pcx-x"))),
        Row.of(
            "AcceptVpcPeeringConnection", "VpcPeeringConnectionAlreadyExists", "The vpc peering connection identified by " + reverse + " already exists.",
            () -> ec2.acceptVpcPeeringConnection(c -> c.vpcPeeringConnectionId(reverse))),
        Row.of(
            "AcceptVpcPeeringConnection", "InvalidStateTransition", "Invalid state transition for " + peering + ", attempted to transition from active to active",
            () -> ec2.acceptVpcPeeringConnection(c -> c.vpcPeeringConnectionId(peering))),
        Row.of(
            "DescribeVpnGateways", "InvalidVpnGatewayID.NotFound", "The vpnGateway ID 'vgw-0badbadb' does not exist",
            () -> ec2.describeVpnGateways(c -> c.vpnGatewayIds("vgw-0badbadb"))),
        Row.of(
            "DetachVpnGateway", "InvalidVpnGatewayAttachment.NotFound", "The attachment of vpnGateway ID '" + vpnGateway + "' to vpc ID '" + peered + "' does not exist",
            () -> ec2.detachVpnGateway(c -> c.vpnGatewayId(vpnGateway).vpcId(peered))),
        Row.of(
            "AttachVpnGateway", "VpnGatewayAttachmentLimitExceeded", "The maximum number of VPCs attached to virtual private gateway " + vpnGateway + " has been reached.",
            () -> ec2.attachVpnGateway(c -> c.vpnGatewayId(vpnGateway).vpcId(peered))),
        Row.of(
            "AttachVpnGateway", "InvalidVpcState", "VPC " + vpc + " already has virtual private gateway " + vpnGateway + " attached.",
            () -> ec2.attachVpnGateway(c -> c.vpnGatewayId(spareVpnGateway).vpcId(vpc))),
        Row.of(
            "DescribeCustomerGateways", "InvalidCustomerGatewayID.NotFound", "The customerGateway ID 'cgw-0badbadb' does not exist",
            () -> ec2.describeCustomerGateways(c -> c.customerGatewayIds("cgw-0badbadb"))),
        Row.of(
            "DescribeVpnConnections", "InvalidVpnConnectionID.NotFound", "The vpnConnection ID 'vpn-0badbadb' does not exist",
            () -> ec2.describeVpnConnections(c -> c.vpnConnectionIds("vpn-0badbadb"))),
        Row.of(
            "DescribeTransitGateways", "InvalidTransitGatewayID.NotFound", "Transit Gateway tgw-0badbadb was deleted or does not exist.",
            () -> ec2.describeTransitGateways(c -> c.transitGatewayIds("tgw-0badbadb"))),
        Row.of(
            "DeleteTransitGatewayVpcAttachment", "InvalidTransitGatewayAttachmentID.NotFound", "Transit Gateway Attachment tgw-attach-0badbadb was deleted or does not exist.",
            () -> ec2.deleteTransitGatewayVpcAttachment(c -> c.transitGatewayAttachmentId("tgw-attach-0badbadb"))),
        Row.of(
            "DeleteTransitGatewayRouteTable", "InvalidRouteTableID.NotFound", "Transit Gateway Route Table tgw-rtb-0badbadb was deleted or does not exist.",
            () -> ec2.deleteTransitGatewayRouteTable(c -> c.transitGatewayRouteTableId("tgw-rtb-0badbadb"))),
        Row.of(
            "DeleteTransitGateway", "IncorrectState", transitGateway + " has non-deleted VPC Attachments: " + attachment + ".",
            () -> ec2.deleteTransitGateway(c -> c.transitGatewayId(transitGateway))));
  }

  private List<Row> insights() {
    return List.of(
        Row.of(
            "DescribeNetworkInsightsPaths", "InvalidNetworkInsightsPathId.NotFound", "The networkInsightsPath ID 'nip-0badbadb' does not exist",
            () -> ec2.describeNetworkInsightsPaths(c -> c.networkInsightsPathIds("nip-0badbadb"))),
        Row.of(
            "StartNetworkInsightsAnalysis", "InvalidNetworkInsightsPathId.NotFound", "The networkInsightsPath ID 'nip-0badbadb' does not exist",
            () -> ec2.startNetworkInsightsAnalysis(c -> c.networkInsightsPathId("nip-0badbadb"))),
        Row.of(
            "DeleteNetworkInsightsAnalysis", "InvalidNetworkInsightsAnalysisId.NotFound", "The networkInsightsAnalysis ID 'nia-0badbadb' does not exist",
            () -> ec2.deleteNetworkInsightsAnalysis(c -> c.networkInsightsAnalysisId("nia-0badbadb"))),
        Row.of(
            "DeleteNetworkInsightsPath", "AnalysisExistsForNetworkInsightsPath",
            "The network insights path " + insightsPath + " has analyses. Delete " + insightsAnalysis + " before you delete the path.",
            () -> ec2.deleteNetworkInsightsPath(c -> c.networkInsightsPathId(insightsPath))),
        Row.of(
            "CreateNetworkInsightsPath", "InvalidInternetGatewayID.NotFound", "The internetGateway ID 'igw-0badbadb' does not exist",
            () -> ec2.createNetworkInsightsPath(c -> c.source(instance).destination("igw-0badbadb").protocol("tcp"))),
        Row.of(
            "CreateNetworkInsightsAccessScope", "InvalidAction", "The action CreateNetworkInsightsAccessScope is not valid for this web service.",
            () -> ec2.createNetworkInsightsAccessScope(c -> {})));
  }

  /** The caller's Region without its default VPC. */
  private static void withoutDefaultVpc(Ec2Client ec2) {
    String id = ec2.describeVpcs(c -> c.filters(f -> f.name("is-default").values("true"))).vpcs().getFirst().vpcId();
    ec2.describeInternetGateways(c -> c.filters(f -> f.name("attachment.vpc-id").values(id))).internetGateways()
        .forEach(g -> ec2.detachInternetGateway(c -> c.internetGatewayId(g.internetGatewayId()).vpcId(id)));
    ec2.describeSubnets(c -> c.filters(f -> f.name("vpc-id").values(id))).subnets().forEach(s -> ec2.deleteSubnet(c -> c.subnetId(s.subnetId())));
    ec2.deleteVpc(c -> c.vpcId(id));
  }

  @TestFactory
  Stream<DynamicTest> theCallIsRefusedInAwsWordsAndLeavesNothing() {
    return wire.tests(rows());
  }

  @Test
  void everyRowOfTheCatalogueIsAskedOrOutOfReachForAReason() {
    Ec2Wire.assertWhole(CATALOGUE, rows(), OUT_OF_REACH);
  }

  /** Not an error: the request is made, and says that it failed. */
  @Test
  void aPeeringOfOverlappingBlocksIsMadeAsFailed() {
    String twin = ec2.createVpc(c -> c.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    assertThat(ec2.createVpcPeeringConnection(c -> c.vpcId(vpc).peerVpcId(twin)).vpcPeeringConnection().status().codeAsString()).isEqualTo("failed");
  }
}
