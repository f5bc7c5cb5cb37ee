package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.accessanalyzer.AccessAnalyzerClient;
import software.amazon.awssdk.services.accessanalyzer.model.CheckNoNewAccessResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A bucket whose policy denies everything that does not come through one of three endpoints: two gateway endpoints and an interface endpoint.
 * The instances run the AWS CLI with their role, which may do everything.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MissionPolicyTest {
  private static final String BUCKET = "mission-bucket";
  private static final String BOTH = "[\"arn:aws:s3:::mission-bucket\",\"arn:aws:s3:::mission-bucket/*\"]";

  private Cloud cloud;
  private PrivateSubnet network;
  /** By the way they have to S3. */
  private String first;
  private String second;
  private String fourth;
  private String fourthEndpoint;
  private String nat;
  private String interfaceName;
  private List<String> three;

  @BeforeAll
  void start(@TempDir Path data) throws IOException {
    cloud = Cloud.start(data);
    network = PrivateSubnet.make(cloud, "10.0.0.0/16", "mission");
    first = network.instance();
    String one = network.endpoint(cloud, "s3");
    second = instanceIn("10.0.1.0/24");
    String two = gatewayEndpoint(second);
    fourth = instanceIn("10.0.2.0/24");
    fourthEndpoint = gatewayEndpoint(fourth);
    JsonNode third = cloud.aws("ec2", "create-vpc-endpoint", "--vpc-endpoint-type", "Interface", "--vpc-id", network.vpc(), "--service-name",
        "com.amazonaws.us-east-1.s3", "--subnet-ids", network.subnet(), "--no-private-dns-enabled").at("/VpcEndpoint");
    interfaceName = third.at("/DnsEntries/0/DnsName").asString().replace("*", "https://bucket");
    nat = behindNat();
    three = List.of(one, two, third.at("/VpcEndpointId").asString());
    cloud.aws("s3api", "create-bucket", "--bucket", BUCKET);
    Path object = Files.writeString(data.resolve("object.txt"), "for members only");
    cloud.aws("s3api", "put-object", "--bucket", BUCKET, "--key", "k", "--body", object.toString());
    for (String instance : List.of(first, second, fourth, nat)) {
      assertThat(get(instance).out()).as("before there is a policy").contains("for members only");
    }
    cloud.aws("s3api", "put-bucket-policy", "--bucket", BUCKET, "--policy", mission());
  }

  @AfterAll
  void stop() {
    cloud.close();
  }

  private String mission() {
    return deny("StringNotEquals", BOTH);
  }

  private String deny(String operator, String resources) {
    return statement("Deny", "{\"" + operator + "\":{\"aws:SourceVpce\":[\"" + String.join("\",\"", three) + "\"]}}", resources);
  }

  private static String statement(String effect, String condition, String resources) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"" + effect + "\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":" + resources
        + ",\"Condition\":" + condition + "}]}";
  }

  /** In a subnet with a route table of its own. */
  private String instanceIn(String block) {
    String subnet = cloud.aws("ec2", "create-subnet", "--vpc-id", network.vpc(), "--cidr-block", block, "--availability-zone", "us-east-1a")
        .at("/Subnet/SubnetId").asString();
    String table = cloud.aws("ec2", "create-route-table", "--vpc-id", network.vpc()).at("/RouteTable/RouteTableId").asString();
    cloud.aws("ec2", "associate-route-table", "--route-table-id", table, "--subnet-id", subnet);
    return PrivateSubnet.run(cloud, subnet, "mission");
  }

  private String gatewayEndpoint(String instance) {
    return cloud.aws("ec2", "create-vpc-endpoint", "--vpc-id", network.vpc(), "--service-name", "com.amazonaws.us-east-1.s3", "--route-table-ids",
        tableOf(instance)).at("/VpcEndpoint/VpcEndpointId").asString();
  }

  private String tableOf(String instance) {
    String subnet = cloud.aws("ec2", "describe-instances", "--instance-ids", instance).at("/Reservations/0/Instances/0/SubnetId").asString();
    return cloud.aws("ec2", "describe-route-tables", "--filters", "Name=association.subnet-id,Values=" + subnet).at("/RouteTables/0/RouteTableId").asString();
  }

  private String behindNat() {
    String internet = cloud.aws("ec2", "create-internet-gateway").at("/InternetGateway/InternetGatewayId").asString();
    cloud.aws("ec2", "attach-internet-gateway", "--internet-gateway-id", internet, "--vpc-id", network.vpc());
    String open = cloud.aws("ec2", "create-subnet", "--vpc-id", network.vpc(), "--cidr-block", "10.0.9.0/24").at("/Subnet/SubnetId").asString();
    String table = cloud.aws("ec2", "create-route-table", "--vpc-id", network.vpc()).at("/RouteTable/RouteTableId").asString();
    cloud.aws("ec2", "associate-route-table", "--route-table-id", table, "--subnet-id", open);
    cloud.aws("ec2", "create-route", "--route-table-id", table, "--destination-cidr-block", "0.0.0.0/0", "--gateway-id", internet);
    String address = cloud.aws("ec2", "allocate-address").at("/AllocationId").asString();
    String gateway = cloud.aws("ec2", "create-nat-gateway", "--subnet-id", open, "--allocation-id", address).at("/NatGateway/NatGatewayId").asString();
    String instance = instanceIn("10.0.3.0/24");
    cloud.aws("ec2", "create-route", "--route-table-id", tableOf(instance), "--destination-cidr-block", "0.0.0.0/0", "--nat-gateway-id", gateway);
    return instance;
  }

  private Cloud.Ran get(String instance, String... more) {
    List<String> command = new ArrayList<>(List.of("/usr/bin/aws", "s3api", "get-object", "--bucket", BUCKET, "--key", "k", "/dev/stderr"));
    command.addAll(List.of(more));
    return cloud.tryExec(instance, command.toArray(String[]::new));
  }

  private static void refused(Cloud.Ran ran) {
    assertThat(ran.status()).as(ran.out()).isNotZero();
    assertThat(ran.out()).contains("(AccessDenied)", "is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::mission-bucket/k\""
        + " with an explicit deny in a resource-based policy");
  }

  @Test
  @Order(1)
  void throughEachOfTheThreeTheObjectComes() {
    assertThat(get(first).out()).contains("for members only");
    assertThat(get(second).out()).contains("for members only");
    assertThat(get(fourth, "--endpoint-url", interfaceName).out()).contains("for members only");
  }

  @Test
  @Order(1)
  void throughAFourthAndThroughNatItIsRefusedInAwssWords() {
    refused(get(fourth));
    refused(get(nat));
  }

  @Test
  @Order(1)
  void fromOutsideItIsRefusedToTheOwnersRootToo() {
    refused(cloud.tryAws("s3api", "get-object", "--bucket", BUCKET, "--key", "k", "/dev/stderr"));
  }

  @Test
  @Order(1)
  void headersAreNotBelieved() {
    JsonNode key = cloud.aws("iam", "create-access-key", "--user-name", user("forger")).at("/AccessKey");
    List<String> command = new ArrayList<>(List.of("curl", "-s", "--cacert", "/etc/ssl/certs/ca-certificates.crt", "--aws-sigv4", "aws:amz:us-east-1:s3",
        "--user", key.at("/AccessKeyId").asString() + ":" + key.at("/SecretAccessKey").asString(), "-H", "x-amz-content-sha256: UNSIGNED-PAYLOAD"));
    String url = "https://mission-bucket.s3.us-east-1.amazonaws.com/k";
    List<String> honest = new ArrayList<>(command);
    honest.add(url);
    assertThat(cloud.tryExec(first, honest.toArray(String[]::new)).out()).as("the same request on the way that is let in").isEqualTo("for members only");
    for (String header : List.of("aws:SourceVpce", "x-amz-source-vpce", "x-amz-vpc-endpoint-id", "x-vpce-id")) {
      command.addAll(List.of("-H", header + ": " + three.getFirst()));
    }
    command.addAll(List.of("-H", "X-Forwarded-For: 10.0.0.4", url));
    assertThat(cloud.tryExec(nat, command.toArray(String[]::new)).out()).contains("<Code>AccessDenied</Code>", "explicit deny in a resource-based policy");
  }

  private String user(String name) {
    cloud.aws("iam", "create-user", "--user-name", name);
    cloud.aws("iam", "attach-user-policy", "--user-name", name, "--policy-arn", "arn:aws:iam::aws:policy/AdministratorAccess");
    return name;
  }

  @Test
  @Order(2)
  void itIsProvedAndTheOwnersRootCanStillRepairIt() {
    Cloud.Ran proved = prove();
    assertThat(proved.out()).contains("PROVED");
    assertThat(proved.status()).isZero();
    cloud.aws("s3api", "delete-bucket-policy", "--bucket", BUCKET);
    assertThat(get(nat).out()).contains("for members only");
    cloud.aws("s3api", "put-bucket-policy", "--bucket", BUCKET, "--policy", mission());
    refused(get(nat));
  }

  /** The CLI of Debian 12 is older than these operations, so it is the SDK that asks. */
  @Test
  @Order(2)
  void accessAnalyzerChecksPoliciesOfBothKinds() {
    String read = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::mission-bucket/*\"}}";
    AwsBasicCredentials key = AwsBasicCredentials.create("test", "test");
    try (AccessAnalyzerClient analyzer =
        AccessAnalyzerClient.builder().endpointOverride(cloud.endpoint()).region(Region.US_EAST_1).credentialsProvider(StaticCredentialsProvider.create(key)).build()) {
      assertThat(analyzer.checkNoNewAccess(r -> r.policyType("IDENTITY_POLICY").existingPolicyDocument(read).newPolicyDocument(read)).resultAsString()).isEqualTo("PASS");
      CheckNoNewAccessResponse more =
          analyzer.checkNoNewAccess(r -> r.policyType("IDENTITY_POLICY").existingPolicyDocument(read).newPolicyDocument(read.replace("GetObject", "*")));
      assertThat(more.resultAsString()).isEqualTo("FAIL");
      assertThat(more.reasons()).singleElement().returns(0, reason -> reason.statementIndex());
      assertThat(
              analyzer
                  .checkAccessNotGranted(r -> r.policyType("IDENTITY_POLICY").policyDocument(read).access(a -> a.actions("s3:DeleteObject", "sqs:SendMessage")))
                  .resultAsString())
          .isEqualTo("PASS");
      String open = statement("Allow", "{}", BOTH);
      assertThat(analyzer.checkNoPublicAccess(r -> r.resourceType("AWS::S3::Bucket").policyDocument(open)).resultAsString()).isEqualTo("FAIL");
      assertThat(analyzer.checkNoPublicAccess(r -> r.resourceType("AWS::S3::Bucket").policyDocument(mission())).resultAsString()).isEqualTo("PASS");
      assertThat(analyzer.checkNoNewAccess(r -> r.policyType("RESOURCE_POLICY").existingPolicyDocument(mission()).newPolicyDocument(open)).resultAsString())
          .isEqualTo("FAIL");
    }
  }

  @Test
  @Order(3)
  void theLogNamesTheStatementThatDecided() {
    refused(get(fourth));
    Cloud.Ran log = cloud.postern("log", "--denied", "--last", "1");
    assertThat(log.out()).contains(" 403 s3:GetObject arn:aws:s3:::mission-bucket/k", "assumed-role/mission/" + fourth, "from 10.0.2.",
        "through " + fourthEndpoint, "with an explicit deny in a resource-based policy: bucket policy of mission-bucket, resource-based policy, statement 1");
    assertThat(get(first).out()).contains("for members only");
    assertThat(cloud.postern("log", "--last", "1").out()).contains(" 200 s3:GetObject", "    allowed ");
    JsonNode event = JsonMapper.shared().readTree(cloud.postern("log", "--cloudtrail", "--denied", "--last", "1").out());
    assertThat(event.at("/errorCode").asString()).isEqualTo("AccessDenied");
  }

  @Test
  @Order(3)
  void theEndpointsPolicyRefusesInWordsOfItsOwnAndTellsItsOwner() {
    cloud.aws("ec2", "modify-vpc-endpoint", "--vpc-endpoint-id", fourthEndpoint, "--policy-document",
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"ListsOnly\",\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:List*\",\"Resource\":\"*\"}]}");
    cloud.aws("s3api", "delete-bucket-policy", "--bucket", BUCKET);
    assertThat(get(fourth).out()).contains("because no VPC endpoint policy allows the s3:GetObject action");
    JsonNode event = JsonMapper.shared().readTree(cloud.postern("log", "--cloudtrail", "--denied", "--last", "1").out());
    assertThat(event.at("/eventCategory").asString()).isEqualTo("NetworkActivity");
    assertThat(event.at("/eventName").asString()).isEqualTo("GetObject");
    assertThat(event.at("/errorCode").asString()).isEqualTo("VpceAccessDenied");
    assertThat(event.at("/vpcEndpointId").asString()).isEqualTo(fourthEndpoint);
    assertThat(event.at("/sourceIPAddress").asString()).startsWith("10.0.2.");
    cloud.aws("ec2", "modify-vpc-endpoint", "--vpc-endpoint-id", fourthEndpoint, "--reset-policy");
    assertThat(get(fourth).out()).contains("for members only");
    cloud.aws("s3api", "put-bucket-policy", "--bucket", BUCKET, "--policy", mission());
  }

  @ParameterizedTest
  @Order(4)
  @ValueSource(strings = {"IfExists in an Allow", "guard by Null", "the bucket without its objects", "ForAnyValue", "Bool without IfExists"})
  void aBrokenVariantIsRefutedByARequestThatTheEvaluatorAllows(String variant) throws IOException {
    cloud.aws("s3api", "put-bucket-policy", "--bucket", BUCKET, "--policy", broken(variant));
    Cloud.Ran refuted = prove("--json");
    assertThat(refuted.status()).as(refuted.out()).isEqualTo(1);
    JsonNode proof = JsonMapper.shared().readTree(refuted.out()).at("/proofs/0");
    assertThat(proof.at("/verdict").asString()).as(refuted.out()).isEqualTo("REFUTED");
    assertThat(three).doesNotContain(proof.at("/witness/context/aws:SourceVpce").asString());
    Path witness = Files.writeString(cloud.data().resolve("witness.jsonl"), proof.at("/witness").toString() + "\n");
    List<String> evaluate = List.of(Cloud.ROOT.resolve("postern").toString(), "policy", "evaluate", witness.toString());
    assertThat(Cloud.run(evaluate, Map.of()).out()).contains("\"decision\":\"Allowed\"");
  }

  private String broken(String variant) {
    String ids = "[\"" + String.join("\",\"", three) + "\"]";
    return switch (variant) {
      case "IfExists in an Allow" -> statement("Allow", "{\"StringEqualsIfExists\":{\"aws:SourceVpce\":" + ids + "}}", BOTH).replace("\"*\",\"Action\"",
          "{\"AWS\":\"444455556666\"},\"Action\"");
      case "guard by Null" -> statement("Deny", "{\"StringNotEquals\":{\"aws:SourceVpce\":" + ids + "},\"Null\":{\"aws:SourceVpce\":\"false\"}}", BOTH);
      case "the bucket without its objects" -> deny("StringNotEquals", "\"arn:aws:s3:::mission-bucket\"");
      case "ForAnyValue" -> deny("ForAnyValue:StringNotEquals", BOTH);
      case "Bool without IfExists" -> statement(
          "Deny", "{\"StringNotEquals\":{\"aws:SourceVpce\":" + ids + "},\"Bool\":{\"aws:ViaAWSService\":\"false\"}}", BOTH);
      default -> throw new IllegalArgumentException(variant);
    };
  }

  private Cloud.Ran prove(String... more) {
    List<String> words = new ArrayList<>(List.of("policy", "prove", "--bucket", BUCKET, "--only-through", String.join(",", three)));
    words.addAll(List.of(more));
    return cloud.postern(words.toArray(String[]::new));
  }
}
