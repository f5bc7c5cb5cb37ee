package dev.postern.e2e;

import dev.postern.e2e.Ec2Wire.Refusal;
import dev.postern.e2e.Ec2Wire.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
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
import tools.jackson.databind.JsonNode;

/**
 * EC2's errors about a request whatever it is about, read off the wire one by one: status, code and text as AWS gives them.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html">AWS</a>
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestErrorsTest {
  private static final String CATALOGUE =
      """
      MissingParameter InvalidParameter InvalidParameterValue InvalidParameterCombination UnknownParameter UnauthorizedOperation AuthFailure
      OptInRequired RequestExpired RequestLimitExceeded DryRunOperation IncorrectState OperationNotPermitted InternalError Unavailable InvalidAction
      """;

  private static final Map<String, String> OUT_OF_REACH =
      Map.of(
          "every Region of the cloud is opted in", "OptInRequired",
          "Postern holds no request back", "RequestLimitExceeded",
          "it would be a fault of Postern's own", "InternalError",
          "EC2 is always there; a service without an engine answers it, which InterfaceEndpointTest shows", "Unavailable");

  private Cloud cloud;
  private Ec2Wire wire;
  private Ec2Wire nobody;
  private Ec2Client ec2;
  private String subnet;
  private String instance;
  private String allocation;
  private String customerGateway;
  private String otherGroup;

  @BeforeAll
  void start(@TempDir Path data) {
    cloud = Cloud.start(data);
    wire = new Ec2Wire(cloud, Region.US_EAST_1, "test", "test");
    ec2 = wire.client();
    String vpc = ec2.createVpc(c -> c.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    subnet = ec2.createSubnet(c -> c.vpcId(vpc).cidrBlock("10.0.1.0/24")).subnet().subnetId();
    instance = ec2.runInstances(c -> c.imageId("ami-0123456789abcdef0").instanceType("t3.micro").minCount(1).maxCount(1).subnetId(subnet)).instances().getFirst().instanceId();
    allocation = ec2.allocateAddress().allocationId();
    String other = ec2.createVpc(c -> c.cidrBlock("10.1.0.0/16")).vpc().vpcId();
    otherGroup = ec2.createSecurityGroup(c -> c.groupName("other").description("of another VPC").vpcId(other)).groupId();
    customerGateway = ec2.createCustomerGateway(c -> c.type("ipsec.1").bgpAsn(65000).ipAddress("198.51.100.7")).customerGateway().customerGatewayId();
    String vpnGateway = ec2.createVpnGateway(c -> c.type("ipsec.1")).vpnGateway().vpnGatewayId();
    ec2.createVpnConnection(c -> c.type("ipsec.1").customerGatewayId(customerGateway).vpnGatewayId(vpnGateway).options(o -> o.staticRoutesOnly(true)));
    cloud.aws("iam", "create-user", "--user-name", "nobody");
    JsonNode key = cloud.aws("iam", "create-access-key", "--user-name", "nobody").at("/AccessKey");
    nobody = new Ec2Wire(cloud, Region.US_EAST_1, key.at("/AccessKeyId").asString(), key.at("/SecretAccessKey").asString());
  }

  @AfterAll
  void stop() {
    nobody.close();
    wire.close();
    cloud.close();
  }

  private List<Row> rows() {
    return List.of(
        Row.of("CreateSubnet", "MissingParameter", "The request must contain the parameter VpcId", () -> ec2.createSubnet(c -> c.cidrBlock("10.0.5.0/24"))),
        Row.of(
            "CreateNetworkInterface", "InvalidParameter", "Security group " + otherGroup + " and subnet " + subnet + " belong to different networks.",
            () -> ec2.createNetworkInterface(c -> c.subnetId(subnet).groups(otherGroup))),
        Row.of(
            "AssociateAddress", "InvalidParameterCombination", "You may specify public IP or allocation id, but not both in the same call",
            () -> ec2.associateAddress(c -> c.allocationId(allocation).publicIp("9.9.9.9").instanceId(instance))),
        new Row("DescribeVpcs", new Refusal(400, "UnknownParameter", "The parameter Door is not recognized"), () -> wire.ask("DescribeVpcs", "Door=1")),
        new Row("OpenDoor", new Refusal(400, "InvalidAction", "The action OpenDoor is not valid for this web service."), () -> wire.ask("OpenDoor", "X=1")),
        new Row(
            "DescribeVpcs", new Refusal(400, "RequestExpired", "Signature expired or not yet current: the request's time is too far from the server's."),
            () -> signed("us-east-1", Instant.now().minus(Duration.ofDays(1)))),
        new Row(
            "DescribeVpcs", new Refusal(401, "AuthFailure", "Credential should be scoped to a valid region, not 'mars-1'."),
            () -> signed("mars-1", Instant.now())),
        Row.of("DeleteCustomerGateway", "IncorrectState", "The customer gateway is in use.", () -> ec2.deleteCustomerGateway(c -> c.customerGatewayId(customerGateway))),
        Row.of("CreateVpc", "InvalidParameterValue", "Value (10.9) for parameter cidrBlock is invalid. This is not a valid CIDR block.", () -> ec2.createVpc(c -> c.cidrBlock("10.9"))),
        Row.of("CreateVpc", 412, "DryRunOperation", "Request would have succeeded, but DryRun flag is set.", () -> ec2.createVpc(c -> c.cidrBlock("10.9.0.0/16").dryRun(true))),
        Row.of(
            "DetachNetworkInterface", "OperationNotPermitted", "The network interface at device index 0 cannot be detached.",
            () -> ec2.detachNetworkInterface(c -> c.attachmentId(primaryAttachment()))),
        Row.of(
            "DescribeVpcs", 403, "UnauthorizedOperation",
            "You are not authorized to perform this operation. User: arn:aws:iam::000000000000:user/nobody is not authorized to perform: ec2:DescribeVpcs because"
                + " no identity-based policy allows the ec2:DescribeVpcs action",
            () -> nobody.client().describeVpcs()));
  }

  /** Signed with a made-up key, whose secret nobody knows. */
  private Refusal signed(String region, Instant at) {
    String time = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC).format(at);
    String scope = "test/" + time.substring(0, 8) + "/" + region + "/ec2/aws4_request";
    return wire.ask(
        "DescribeVpcs", "MaxResults=5", "-H", "X-Amz-Date: " + time, "-H",
        "Authorization: AWS4-HMAC-SHA256 Credential=" + scope + ", SignedHeaders=host;x-amz-date, Signature=" + "0".repeat(64));
  }

  private String primaryAttachment() {
    return ec2.describeInstances(c -> c.instanceIds(instance)).reservations().getFirst().instances().getFirst().networkInterfaces().stream()
        .filter(n -> n.attachment().deviceIndex() == 0)
        .findFirst()
        .orElseThrow()
        .attachment()
        .attachmentId();
  }

  @TestFactory
  Stream<DynamicTest> theCallIsRefusedInAwsWordsAndLeavesNothing() {
    return wire.tests(rows());
  }

  @Test
  void everyRowOfTheCatalogueIsAskedOrOutOfReachForAReason() {
    Ec2Wire.assertWhole(CATALOGUE, rows(), OUT_OF_REACH);
  }
}
