package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.e2e.Ec2Wire.Row;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
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
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.UnsuccessfulItem;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;

/**
 * EC2's errors about VPC endpoints, read off the wire one by one: status, code and text as AWS gives them, and nothing half-made afterwards.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html">AWS</a>
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndpointErrorsTest {
  private static final String CATALOGUE =
      """
      InvalidServiceName InvalidParameter DuplicateSubnetsInSameZone RouteAlreadyExists VpcEndpointLimitExceeded InvalidPolicyDocument
      InvalidVpcEndpointId.NotFound InvalidVpcEndpointId.Malformed InvalidVpcEndpoint.NotFound InvalidVpcEndpointType
      InvalidVpcEndpointService.NotFound InvalidVpcEndpointServiceId.NotFound InvalidVpcEndpointServiceIdId.Malformed
      ExistingVpcEndpointConnections InvalidConnectionNotification InvalidResourceConfigurationArn.Malformed
      InvalidResourceConfigurationArn.NotFound UnknownPrincipalType.Unsupported InvalidPrefixListID.NotFound InvalidPrefixListId.NotFound
      PrefixListVersionMismatch IdempotentParameterMismatch OperationNotPermitted AuthFailure
      """;

  private static final Map<String, String> OUT_OF_REACH =
      Map.of(
          "no call fails with it: it is the code of an unsuccessful item, which has its own test here", "InvalidVpcEndpoint.NotFound",
          "codes of unsuccessful items too, which EndpointServicesTest and the action's own test see",
          "InvalidVpcEndpointService.NotFound ExistingVpcEndpointConnections",
          "connection notifications are not built: their operations answer InvalidAction, as a row here shows", "InvalidConnectionNotification",
          "endpoints of type Resource are refused by name, as a row here shows",
          "InvalidResourceConfigurationArn.Malformed InvalidResourceConfigurationArn.NotFound",
          "the other spelling of InvalidPrefixListID.NotFound, which Postern answers", "InvalidPrefixListId.NotFound",
          "only AWS's prefix lists are built, and nobody changes those", "PrefixListVersionMismatch");

  private static final String S3 = "com.amazonaws.us-east-1.s3";
  private static final String STS = "com.amazonaws.us-east-1.sts";
  private static final String DYNAMODB = "com.amazonaws.us-east-1.dynamodb";

  /** Offered in us-east-1a, us-east-1c and us-east-1d. */
  private static final String TRANSFER = "com.amazonaws.us-east-1.transfer";

  private static final String NOBODYS = "vpce-0badbadbadbadbad0";
  private static final String NOBODYS_SERVICE = "vpce-svc-0badbadbadbadbad0";
  private static final String NO_POLICY = "Invalid policy document. Please check the policy syntax and ensure that Principals are valid. ";

  private Cloud cloud;
  private Ec2Wire wire;
  private Ec2Client ec2;

  /** With both DNS attributes; its interface endpoints are those below. */
  private String vpc;

  private String subnetA;
  private String otherSubnetA;
  private String subnetB;
  private String sts;
  private String otherSts;
  private String dynamodb;
  private String s3;
  private String transfer;
  private String networkInterface;

  /** Without host names; with a gateway endpoint of S3 in its table. */
  private String plain;

  private String plainSubnet;
  private String plainTable;
  private String plainGroup;
  private String gateway;
  private String plainSts;

  /** As many gateway endpoints as a VPC can have. */
  private String full;

  @BeforeAll
  void start(@TempDir Path data) {
    cloud = Cloud.start(data);
    wire = new Ec2Wire(cloud, Region.US_EAST_1, "test", "test");
    ec2 = wire.client();
    vpc = ec2.createVpc(c -> c.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    ec2.modifyVpcAttribute(c -> c.vpcId(vpc).enableDnsHostnames(v -> v.value(true)));
    subnetA = subnet(vpc, "10.0.1.0/24", "us-east-1a");
    otherSubnetA = subnet(vpc, "10.0.2.0/24", "us-east-1a");
    subnetB = subnet(vpc, "10.0.3.0/24", "us-east-1b");
    sts = made(door(STS, true));
    otherSts = made(door(STS, false));
    dynamodb = made(door(DYNAMODB, false));
    s3 = made(door(S3, false));
    transfer = made(door(TRANSFER, false));
    networkInterface = ec2.describeVpcEndpoints(c -> c.vpcEndpointIds(sts)).vpcEndpoints().getFirst().networkInterfaceIds().getFirst();
    cloud.aws("route53", "create-hosted-zone", "--name", "sqs.us-east-1.amazonaws.com", "--caller-reference", "1", "--vpc", "VPCRegion=us-east-1,VPCId=" + vpc);
    plain = ec2.createVpc(c -> c.cidrBlock("10.1.0.0/16")).vpc().vpcId();
    plainSubnet = subnet(plain, "10.1.1.0/24", "us-east-1a");
    plainTable = ec2.createRouteTable(c -> c.vpcId(plain)).routeTable().routeTableId();
    plainGroup = ec2.createSecurityGroup(c -> c.groupName("plain").description("plain").vpcId(plain)).groupId();
    gateway = made(c -> c.vpcId(plain).serviceName(S3).routeTableIds(plainTable));
    plainSts = made(door(STS, false).andThen(c -> c.vpcId(plain).subnetIds(plainSubnet)));
    full = ec2.createVpc(c -> c.cidrBlock("10.2.0.0/16")).vpc().vpcId();
    try (ExecutorService many = Executors.newFixedThreadPool(32)) {
      IntStream.range(0, 255).forEach(_ -> many.submit(() -> ec2.createVpcEndpoint(c -> c.vpcId(full).serviceName(S3))));
    }
    ec2.createVpcEndpoint(c -> c.vpcId(vpc).serviceName(DYNAMODB).clientToken("used"));
  }

  @AfterAll
  void stop() {
    wire.close();
    cloud.close();
  }

  private String subnet(String vpcId, String cidr, String zone) {
    return ec2.createSubnet(c -> c.vpcId(vpcId).cidrBlock(cidr).availabilityZone(zone)).subnet().subnetId();
  }

  /** An interface endpoint in one subnet of the VPC. */
  private Consumer<CreateVpcEndpointRequest.Builder> door(String service, boolean privateDns) {
    return c -> c.vpcEndpointType(VpcEndpointType.INTERFACE).vpcId(vpc).serviceName(service).subnetIds(subnetA).privateDnsEnabled(privateDns);
  }

  private String made(Consumer<CreateVpcEndpointRequest.Builder> endpoint) {
    return ec2.createVpcEndpoint(endpoint).vpcEndpoint().vpcEndpointId();
  }

  private Row create(String code, String message, Consumer<CreateVpcEndpointRequest.Builder> endpoint) {
    return Row.of("CreateVpcEndpoint", code, message, () -> ec2.createVpcEndpoint(endpoint));
  }

  private Row modify(String code, String message, String id, Consumer<ModifyVpcEndpointRequest.Builder> change) {
    return Row.of("ModifyVpcEndpoint", code, message, () -> ec2.modifyVpcEndpoint(change.andThen(c -> c.vpcEndpointId(id))));
  }

  private List<Row> rows() {
    return Stream.of(services(), ownServices(), privateDns(), places(), documents(), ids(), interfaces()).flatMap(List::stream).toList();
  }

  private List<Row> services() {
    String unknown = "com.amazonaws.us-east-1.nothing";
    String none = "The Vpc Endpoint Service '" + unknown + "' does not exist";
    return List.of(
        create("InvalidServiceName", none, c -> c.vpcId(vpc).serviceName(unknown)),
        create("InvalidServiceName", none, door(unknown, false)),
        Row.of("DescribeVpcEndpointServices", "InvalidServiceName", none, () -> ec2.describeVpcEndpointServices(c -> c.serviceNames(unknown))),
        create("InvalidParameter", "Endpoint type (Gateway) does not match available service types ([Interface]).", c -> c.vpcId(vpc).serviceName(STS)),
        create(
            "InvalidParameter", "Endpoint type (GatewayLoadBalancer) does not match available service types ([Gateway, Interface]).",
            c -> c.vpcEndpointType(VpcEndpointType.GATEWAY_LOAD_BALANCER).vpcId(vpc).serviceName(S3)),
        create(
            "UnsupportedOperation", "Endpoints of type Resource are not built in Postern.",
            c -> c.vpcEndpointType(VpcEndpointType.RESOURCE).vpcId(vpc).resourceConfigurationArn("arn:aws:vpc-lattice:us-east-1:000000000000:resourceconfiguration/rcfg-0badbadbadbadbad0")),
        create("MissingParameter", "The request must contain the parameter ServiceName", c -> c.vpcId(vpc)),
        create("MissingParameter", "The request must contain the parameter VpcId", c -> c.serviceName(S3)),
        create("InvalidParameterValue", "Value (Door) for parameter VpcEndpointType is invalid.", c -> c.vpcEndpointType("Door").vpcId(vpc).serviceName(S3)),
        create("VpcEndpointLimitExceeded", "The maximum number of VPC endpoints has been reached.", c -> c.vpcId(full).serviceName(S3)),
        Row.of(
            "CreateVpcEndpointConnectionNotification", "InvalidAction", "The action CreateVpcEndpointConnectionNotification is not valid for this web service.",
            () -> ec2.createVpcEndpointConnectionNotification(
                c -> c.serviceId(NOBODYS_SERVICE).connectionNotificationArn("arn:aws:sns:us-east-1:000000000000:door").connectionEvents("Accept"))));
  }

  /** Of users' own services; what needs a load balancer is in EndpointServicesTest. */
  private List<Row> ownServices() {
    String arn = "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/door/0badbadbadbadbad";
    String none = "The VpcEndpointService Id '" + NOBODYS_SERVICE + "' does not exist";
    return List.of(
        Row.of(
            "CreateVpcEndpointServiceConfiguration", "MissingParameter", "The request must contain the parameter NetworkLoadBalancerArn",
            () -> ec2.createVpcEndpointServiceConfiguration(c -> c.acceptanceRequired(false))),
        Row.of(
            "CreateVpcEndpointServiceConfiguration", "InvalidParameter", "The network load balancer " + arn + " does not exist.",
            () -> ec2.createVpcEndpointServiceConfiguration(c -> c.networkLoadBalancerArns(arn))),
        Row.of(
            "CreateVpcEndpointServiceConfiguration", "UnsupportedOperation", "Endpoint services of gateway load balancers are not built in Postern.",
            () -> ec2.createVpcEndpointServiceConfiguration(c -> c.gatewayLoadBalancerArns(arn))),
        Row.of(
            "DescribeVpcEndpointServiceConfigurations", "InvalidVpcEndpointServiceId.NotFound", none,
            () -> ec2.describeVpcEndpointServiceConfigurations(c -> c.serviceIds(NOBODYS_SERVICE))),
        Row.of(
            "AcceptVpcEndpointConnections", "InvalidVpcEndpointServiceId.NotFound", none,
            () -> ec2.acceptVpcEndpointConnections(c -> c.serviceId(NOBODYS_SERVICE).vpcEndpointIds(sts))),
        Row.of(
            "DeleteVpcEndpointServiceConfigurations", "InvalidVpcEndpointServiceIdId.Malformed", "Invalid id: \"vpce-svc-door\" (expecting \"vpce-svc-...\")",
            () -> ec2.deleteVpcEndpointServiceConfigurations(c -> c.serviceIds("vpce-svc-door"))),
        Row.of(
            "ModifyVpcEndpointServicePermissions", "UnknownPrincipalType.Unsupported", "The type of the principal 'sns.amazonaws.com' is not supported.",
            () -> ec2.modifyVpcEndpointServicePermissions(c -> c.serviceId(NOBODYS_SERVICE).addAllowedPrincipals("sns.amazonaws.com"))));
  }

  private List<Row> privateDns() {
    String both = "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for " + plain;
    String conflict = "private-dns-enabled cannot be set because there is already a conflicting DNS domain for ";
    String unnamed = "Private DNS can't be enabled because the service " + DYNAMODB + " does not provide a private DNS name.";
    String noGateway = "To set PrivateDnsOnlyForInboundResolverEndpoint to true, the VPC " + vpc + " must have a Gateway endpoint for the service.";
    return List.of(
        create("InvalidParameter", both, door(STS, true).andThen(c -> c.vpcId(plain).subnetIds(plainSubnet))),
        modify("InvalidParameter", both, plainSts, c -> c.privateDnsEnabled(true)),
        create("InvalidParameter", conflict + "sts.us-east-1.amazonaws.com in the VPC " + vpc, door(STS, true)),
        modify("InvalidParameter", conflict + "sts.us-east-1.amazonaws.com in the VPC " + vpc, otherSts, c -> c.privateDnsEnabled(true)),
        create("InvalidParameter", conflict + "sqs.us-east-1.amazonaws.com in the VPC " + vpc, door("com.amazonaws.us-east-1.sqs", true)),
        create("InvalidParameter", unnamed, door(DYNAMODB, true)),
        modify("InvalidParameter", unnamed, dynamodb, c -> c.privateDnsEnabled(true)),
        create("InvalidParameter", noGateway, door(S3, true).andThen(c -> c.dnsOptions(o -> o.privateDnsOnlyForInboundResolverEndpoint(true)))),
        modify("InvalidParameter", noGateway, s3, c -> c.privateDnsEnabled(true)),
        modify("InvalidParameter", noGateway, s3, c -> c.dnsOptions(o -> o.privateDnsOnlyForInboundResolverEndpoint(true))));
  }

  private List<Row> places() {
    String zone = "The VPC endpoint service " + TRANSFER + " does not support the availability zone of the subnet: " + subnetB + ".";
    String twice = "Found another VPC endpoint subnet in the availability zone of " + subnetA;
    String routed = "route table " + plainTable + " already has a route with destination-prefix-list-id pl-63a5400a";
    return List.of(
        create("InvalidParameter", zone, door(TRANSFER, false).andThen(c -> c.subnetIds(subnetB))),
        create("InvalidParameter", zone, door(TRANSFER, false).andThen(c -> c.subnetIds(subnetA, subnetB))),
        modify("InvalidParameter", zone, transfer, c -> c.addSubnetIds(subnetB)),
        create("DuplicateSubnetsInSameZone", twice, door("com.amazonaws.us-east-1.kms", true).andThen(c -> c.subnetIds(subnetA, otherSubnetA))),
        modify("DuplicateSubnetsInSameZone", twice, sts, c -> c.addSubnetIds(otherSubnetA)),
        create("InvalidParameter", "Subnet " + plainSubnet + " does not belong to VPC " + vpc + ".", door(STS, false).andThen(c -> c.subnetIds(plainSubnet))),
        create("InvalidSubnetID.NotFound", "The subnet ID 'subnet-0badbadb' does not exist", door(STS, false).andThen(c -> c.subnetIds(subnetB, "subnet-0badbadb"))),
        create("InvalidParameterValue", "Address is in subnet's reserved address range", fixed("10.0.1.3")),
        create("InvalidParameterValue", "Address does not fall within the subnet's address range", fixed("10.0.2.9")),
        create("InvalidIPAddress.InUse", "Address " + address() + " is in use.", fixed(address())),
        create("InvalidGroup.NotFound", "The security group '" + plainGroup + "' does not exist in VPC '" + vpc + "'", door(STS, false).andThen(c -> c.securityGroupIds(plainGroup))),
        create("InvalidParameter", "Route table " + plainTable + " does not belong to VPC " + vpc + ".", c -> c.vpcId(vpc).serviceName(S3).routeTableIds(plainTable)),
        create("RouteAlreadyExists", routed, c -> c.vpcId(plain).serviceName(S3).routeTableIds(plainTable)),
        modify("RouteAlreadyExists", routed, gateway, c -> c.addRouteTableIds(plainTable)),
        modify("InvalidVpcEndpointType", "The parameter AddSubnetId is not supported for endpoints of type Gateway.", gateway, c -> c.addSubnetIds(plainSubnet)),
        modify("InvalidVpcEndpointType", "The parameter AddRouteTableId is not supported for endpoints of type Interface.", plainSts, c -> c.addRouteTableIds(plainTable)));
  }

  private Consumer<CreateVpcEndpointRequest.Builder> fixed(String address) {
    return door(STS, false).andThen(c -> c.subnetConfigurations(s -> s.subnetId(subnetA).ipv4(address)));
  }

  private String address() {
    return ec2.describeNetworkInterfaces(c -> c.networkInterfaceIds(networkInterface)).networkInterfaces().getFirst().privateIpAddress();
  }

  private List<Row> documents() {
    String noJson = NO_POLICY + "line 1, column 1: Unrecognized token 'no': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
    String tooLong = "{" + " ".repeat(20_480) + "}";
    return List.of(
        create("InvalidPolicyDocument", noJson, door("com.amazonaws.us-east-1.kms", false).andThen(c -> c.policyDocument("no"))),
        modify("InvalidPolicyDocument", noJson, sts, c -> c.policyDocument("no")),
        modify("InvalidPolicyDocument", noJson, gateway, c -> c.policyDocument("no")),
        modify("InvalidPolicyDocument", "Policy document exceeds the limit of 20480 characters. (20482 characters, and the limit is crossed at line 1, column 20481)", gateway, c -> c.policyDocument(tooLong)));
  }

  private List<Row> ids() {
    String nobodys = "The Vpc Endpoint Id '" + NOBODYS + "' does not exist";
    String malformed = "Invalid id: \"vpce-door\" (expecting \"vpce-...\")";
    String list = "The prefix list ID 'pl-0badbadb' does not exist";
    return List.of(
        Row.of("DescribeVpcEndpoints", "InvalidVpcEndpointId.NotFound", nobodys, () -> ec2.describeVpcEndpoints(c -> c.vpcEndpointIds(sts, NOBODYS))),
        modify("InvalidVpcEndpointId.NotFound", nobodys, NOBODYS, c -> c.privateDnsEnabled(false)),
        Row.of("DescribeVpcEndpoints", "InvalidVpcEndpointId.Malformed", malformed, () -> ec2.describeVpcEndpoints(c -> c.vpcEndpointIds("vpce-door"))),
        modify("InvalidVpcEndpointId.Malformed", malformed, "vpce-door", c -> c.privateDnsEnabled(false)),
        Row.of("DeleteVpcEndpoints", "InvalidVpcEndpointId.Malformed", malformed, () -> ec2.deleteVpcEndpoints(c -> c.vpcEndpointIds(sts, "vpce-door"))),
        Row.of("DescribePrefixLists", "InvalidPrefixListID.NotFound", list, () -> ec2.describePrefixLists(c -> c.prefixListIds("pl-0badbadb"))),
        Row.of("GetManagedPrefixListEntries", "InvalidPrefixListID.NotFound", list, () -> ec2.getManagedPrefixListEntries(c -> c.prefixListId("pl-0badbadb"))),
        Row.of(
            "AuthorizeSecurityGroupIngress", "InvalidPrefixListID.NotFound", list,
            () -> ec2.authorizeSecurityGroupIngress(c -> c.groupId(plainGroup).ipPermissions(p -> p.ipProtocol("-1").prefixListIds(l -> l.prefixListId("pl-0badbadb"))))),
        create(
            "IdempotentParameterMismatch", "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).",
            c -> c.vpcId(vpc).serviceName(S3).clientToken("used")),
        Row.of(
            "DeleteManagedPrefixList", "InvalidAction", "The action DeleteManagedPrefixList is not valid for this web service.",
            () -> ec2.deleteManagedPrefixList(c -> c.prefixListId("pl-63a5400a"))),
        Row.of(
            "CreateVpcEndpoint", 412, "DryRunOperation", "Request would have succeeded, but DryRun flag is set.",
            () -> ec2.createVpcEndpoint(door("com.amazonaws.us-east-1.kms", true).andThen(c -> c.dryRun(true)))));
  }

  /** What only AWS may do with an endpoint's network interface. */
  private List<Row> interfaces() {
    String attachment =
        ec2.describeNetworkInterfaces(c -> c.networkInterfaceIds(networkInterface)).networkInterfaces().getFirst().attachment().attachmentId();
    String notYours = "You do not have permission to access the specified resource.";
    return List.of(
        Row.of(
            "DetachNetworkInterface", "OperationNotPermitted", "You are not allowed to manage 'ela-attach' attachments.",
            () -> ec2.detachNetworkInterface(c -> c.attachmentId(attachment))),
        Row.of(
            "ModifyNetworkInterfaceAttribute", "AuthFailure", notYours,
            () -> ec2.modifyNetworkInterfaceAttribute(c -> c.networkInterfaceId(networkInterface).description(d -> d.value("mine")))),
        Row.of(
            "AssignPrivateIpAddresses", "AuthFailure", notYours,
            () -> ec2.assignPrivateIpAddresses(c -> c.networkInterfaceId(networkInterface).secondaryPrivateIpAddressCount(1))),
        Row.of(
            "DeleteNetworkInterface", "InvalidParameterValue", "Network interface '" + networkInterface + "' is currently in use.",
            () -> ec2.deleteNetworkInterface(c -> c.networkInterfaceId(networkInterface))),
        Row.of(
            "DeleteSubnet", "DependencyViolation", "The subnet '" + subnetA + "' has dependencies and cannot be deleted.",
            () -> ec2.deleteSubnet(c -> c.subnetId(subnetA))),
        Row.of(
            "DeleteVpc", "DependencyViolation", "The vpc '" + vpc + "' has dependencies and cannot be deleted.",
            () -> ec2.deleteVpc(c -> c.vpcId(vpc))));
  }

  @TestFactory
  Stream<DynamicTest> theCallIsRefusedInAwsWordsAndLeavesNothing() {
    return wire.tests(rows());
  }

  @Test
  void everyRowOfTheCatalogueIsAskedOrOutOfReachForAReason() {
    Ec2Wire.assertWhole(CATALOGUE, rows(), OUT_OF_REACH);
  }

  @Test
  void aDeletionOfAnUnknownEndpointSucceedsAndListsIt() {
    String gone = made(c -> c.vpcId(plain).serviceName(DYNAMODB));
    var answer = ec2.deleteVpcEndpoints(c -> c.vpcEndpointIds(NOBODYS, gone));
    assertThat(answer.sdkHttpResponse().statusCode()).isEqualTo(200);
    assertThat(answer.unsuccessful()).containsExactly(
        UnsuccessfulItem.builder().resourceId(NOBODYS).error(e -> e.code("InvalidVpcEndpoint.NotFound").message("The Vpc Endpoint Id '" + NOBODYS + "' does not exist")).build());
    assertThat(Ec2Wire.Refusal.of(() -> ec2.describeVpcEndpoints(c -> c.vpcEndpointIds(gone))).code()).isEqualTo("InvalidVpcEndpointId.NotFound");
    assertThat(ec2.deleteVpcEndpoints(c -> c.vpcEndpointIds(gone)).unsuccessful()).extracting(u -> u.error().code()).containsExactly("InvalidVpcEndpoint.NotFound");
  }
}
