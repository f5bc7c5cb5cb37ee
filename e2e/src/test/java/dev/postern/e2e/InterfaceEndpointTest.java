package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An instance in a VPC without a NAT gateway and without an internet gateway: through interface endpoints it reaches AWS's services with its
 * clients' default settings.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterfaceEndpointTest {
  /** One attempt of two seconds, where the test waits for it to fail. */
  private static final List<String> QUICK = List.of("--cli-connect-timeout", "2", "--cli-read-timeout", "5");

  private final SqsEngine engine = SqsEngine.start();
  private Cloud cloud;
  private PrivateSubnet network;
  private JsonNode sts;
  private JsonNode s3;
  private JsonNode dynamodb;

  @BeforeAll
  void start(@TempDir Path data) throws IOException {
    cloud = Cloud.start(data, "--backend", "sqs=" + engine.url());
    network = PrivateSubnet.make(cloud, "10.0.0.0/16", "doors");
    cloud.aws("ec2", "modify-vpc-attribute", "--vpc-id", network.vpc(), "--enable-dns-hostnames", "Value=true");
    for (String service : List.of("us-east-1.ec2", "us-east-1.lambda", "us-east-1.sqs", "us-east-1.kms", "iam")) {
      endpoint(service, "--private-dns-enabled");
    }
    sts = endpoint("us-east-1.sts", "--private-dns-enabled");
    s3 = endpoint("us-east-1.s3", "--no-private-dns-enabled");
    dynamodb = endpoint("us-east-1.dynamodb", "--no-private-dns-enabled");
  }

  @AfterAll
  void stop() {
    cloud.close();
    engine.close();
  }

  private JsonNode endpoint(String service, String privateDns) {
    JsonNode made =
        cloud.aws(
            "ec2", "create-vpc-endpoint", "--vpc-endpoint-type", "Interface", "--vpc-id", network.vpc(), "--service-name", "com.amazonaws." + service,
            "--subnet-ids", network.subnet(), privateDns);
    return made.at("/VpcEndpoint");
  }

  private static String id(JsonNode endpoint) {
    return endpoint.at("/VpcEndpointId").asString();
  }

  private static String name(JsonNode endpoint) {
    return endpoint.at("/DnsEntries/0/DnsName").asString();
  }

  private String address(JsonNode endpoint) {
    String networkInterface = endpoint.at("/NetworkInterfaceIds/0").asString();
    return cloud.aws("ec2", "describe-network-interfaces", "--network-interface-ids", networkInterface).at("/NetworkInterfaces/0/PrivateIpAddress").asString();
  }

  /** The instance's own CLI, with its default settings. */
  private JsonNode aws(String... words) {
    List<String> command = new ArrayList<>(List.of("/usr/bin/aws", "--output", "json"));
    command.addAll(List.of(words));
    String said = cloud.exec(network.instance(), command.toArray(String[]::new));
    return said.isBlank() ? JsonMapper.shared().createObjectNode() : JsonMapper.shared().readTree(said);
  }

  private Cloud.Ran once(String... words) {
    List<String> command = new ArrayList<>(List.of("env", "AWS_MAX_ATTEMPTS=1", "/usr/bin/aws"));
    command.addAll(QUICK);
    command.addAll(List.of(words));
    return cloud.tryExec(network.instance(), command.toArray(String[]::new));
  }

  private void timesOut() {
    Cloud.Ran ran = once("sts", "get-caller-identity");
    assertThat(ran.status()).as(ran.out()).isNotZero();
    assertThat(ran.out()).contains("sts.us-east-1.amazonaws.com").containsIgnoringCase("timeout");
  }

  private List<String> dig(String name) {
    return cloud.exec(network.instance(), "dig", "+short", name).lines().toList();
  }

  @Test
  void namesOfServicesWithAnEndpointHavePrivateAddressesAndTheOthersPublicOnes() {
    for (String service : List.of("sts.us-east-1", "ec2.us-east-1", "lambda.us-east-1", "sqs.us-east-1", "kms.us-east-1", "iam")) {
      assertThat(dig(service + ".amazonaws.com")).as(service).singleElement().asString().startsWith("10.0.0.");
    }
    assertThat(dig(name(dynamodb))).singleElement().asString().isEqualTo(address(dynamodb));
    for (String service : List.of("sns.us-east-1", "s3.us-east-1", "dynamodb.us-east-1", "sqs.us-west-2")) {
      assertThat(dig(service + ".amazonaws.com")).as(service).isNotEmpty().noneMatch(a -> a.startsWith("10."));
    }
  }

  @Test
  void stsEc2AndIamAnswer() {
    assertThat(aws("sts", "get-caller-identity").at("/Arn").asString()).contains(":assumed-role/doors/");
    assertThat(aws("ec2", "describe-vpcs").at("/Vpcs").findValuesAsString("VpcId")).contains(network.vpc());
    assertThat(aws("iam", "get-role", "--role-name", "doors").at("/Role/RoleName").asString()).isEqualTo("doors");
  }

  @Test
  void lambdaRunsAFunction(@TempDir Path files) throws IOException {
    createFunction(files, "us-east-1");
    Path answer = files.resolve("answer");
    aws("lambda", "invoke", "--function-name", "greet", "--cli-binary-format", "raw-in-base64-out", "--payload", "{\"name\": \"door\"}", answer.toString());
    assertThat(answer).hasContent("\"hello door\"");
  }

  @Test
  void anEndpointLeadsToAnotherRegion(@TempDir Path files) throws IOException {
    createFunction(files, "eu-west-1");
    try (Ec2Client ec2 = ec2()) {
      // Debian's CLI does not know the option yet.
      ec2.createVpcEndpoint(
          c -> c.vpcEndpointType(VpcEndpointType.INTERFACE).vpcId(network.vpc()).subnetIds(network.subnet()).privateDnsEnabled(true)
              .serviceName("com.amazonaws.eu-west-1.lambda").serviceRegion("eu-west-1"));
    }
    assertThat(dig("lambda.eu-west-1.amazonaws.com")).singleElement().asString().startsWith("10.0.0.");
    JsonNode there = aws("lambda", "get-function", "--region", "eu-west-1", "--function-name", "greet");
    assertThat(there.at("/Configuration/FunctionArn").asString()).contains(":eu-west-1:");
    Cloud.Ran wrongRegion = once("lambda", "list-functions", "--region", "us-east-1", "--endpoint-url", "https://lambda.eu-west-1.amazonaws.com");
    assertThat(wrongRegion.out()).contains("Credential should be scoped to a valid region, not 'us-east-1'.");
  }

  private Ec2Client ec2() {
    return Ec2Client.builder()
        .endpointOverride(cloud.endpoint())
        .region(Region.US_EAST_1)
        .httpClient(UrlConnectionHttpClient.create())
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .build();
  }

  private void createFunction(Path files, String region) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("greet.py"));
      zip.write("def handler(event, context):\n    return 'hello ' + event['name']\n".getBytes(StandardCharsets.UTF_8));
    }
    Path zip = Files.write(files.resolve("greet.zip"), bytes.toByteArray());
    String role = cloud.aws("iam", "get-role", "--role-name", "doors").at("/Role/Arn").asString();
    cloud.aws(
        "--region", region, "lambda", "create-function", "--function-name", "greet", "--runtime", "python3.13", "--handler", "greet.handler", "--role", role, "--zip-file",
        "fileb://" + zip);
  }

  @Test
  void s3AnswersToItsEndpointSpecificNames(@TempDir Path files) throws IOException {
    cloud.aws("s3api", "create-bucket", "--bucket", "doors-bucket");
    String url = "https://" + name(s3).replace("*.", "bucket.");
    Path file = Files.writeString(files.resolve("in"), "through the door");
    cloud.exec(network.instance(), "/usr/bin/aws", "s3", "cp", file.toString(), "s3://doors-bucket/key", "--endpoint-url", url);
    assertThat(aws("s3api", "list-objects-v2", "--bucket", "doors-bucket", "--endpoint-url", url).at("/Contents/0/Key").asString()).isEqualTo("key");
    // The bucket in the host name and in the path.
    String host = URI.create(url).getHost();
    for (String place : List.of("https://doors-bucket." + host + "/key", url + "/doors-bucket/key")) {
      assertThat(cloud.exec(network.instance(), "curl", "-s", place)).contains("<Code>AccessDenied</Code>");
    }
    Cloud.Ran accessPoint = once("s3api", "list-objects-v2", "--bucket", "doors-bucket", "--endpoint-url", url.replace("//bucket.", "//accesspoint."));
    assertThat(accessPoint.out()).as("a bucket is no access point").contains("InvalidAccessPoint");
  }

  @Test
  void dynamoDbAnswersToItsEndpointSpecificName() {
    cloud.aws(
        "dynamodb", "create-table", "--table-name", "doors", "--attribute-definitions", "AttributeName=id,AttributeType=S", "--key-schema",
        "AttributeName=id,KeyType=HASH", "--billing-mode", "PAY_PER_REQUEST");
    String url = "https://" + name(dynamodb);
    aws("dynamodb", "put-item", "--table-name", "doors", "--item", "{\"id\":{\"S\":\"door\"}}", "--endpoint-url", url);
    assertThat(cloud.aws("dynamodb", "get-item", "--table-name", "doors", "--key", "{\"id\":{\"S\":\"door\"}}").at("/Item/id/S").asString()).isEqualTo("door");
  }

  @Test
  void sqsIsAnEngineOfTheUsers() {
    String url = aws("sqs", "create-queue", "--queue-name", "doors").at("/QueueUrl").asString();
    aws("sqs", "send-message", "--queue-url", url, "--message-body", "from the cli");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String visit = cloud.exec(network.instance(), java, "-Xlog:disable", "-cp", System.getProperty("java.class.path"), SqsVisit.class.getName(), "doors");
    assertThat(visit).endsWith("from the cli");
    assertThat(aws("sqs", "receive-message", "--queue-url", url).at("/Messages/0/Body").asString()).isEqualTo("from java");
  }

  @Test
  void aServiceWithoutAnEngineSaysHowToAttachOne() {
    Cloud.Ran ran = once("kms", "list-keys");
    assertThat(ran.status()).isNotZero();
    assertThat(ran.out()).contains("ServiceUnavailable").contains("Postern does not serve kms itself; attach an engine with: postern up --backend kms=");
  }

  @Test
  void anotherServicesNameIsNotVerifiedAtThisDoor() {
    String to = "sqs.us-east-1.amazonaws.com:443:" + address(sts);
    String sqs = "https://sqs.us-east-1.amazonaws.com/";
    Cloud.Ran verifying = cloud.tryExec(network.instance(), "curl", "-sS", "--resolve", to, sqs);
    assertThat(verifying.status()).as(verifying.out()).isEqualTo(60);
    assertThat(verifying.out()).contains("sqs.us-east-1.amazonaws.com");
    assertThat(cloud.exec(network.instance(), "curl", "-s", "-k", "-o", "/dev/null", "-w", "%{http_code}", "--resolve", to, sqs)).isEqualTo("421");
  }

  @Test
  void withoutPrivateDnsTheSameCallTimesOut() {
    aws("sts", "get-caller-identity");
    cloud.aws("ec2", "modify-vpc-endpoint", "--vpc-endpoint-id", id(sts), "--no-private-dns-enabled");
    try {
      assertThat(dig("sts.us-east-1.amazonaws.com")).noneMatch(a -> a.startsWith("10."));
      timesOut();
      aws("sts", "get-caller-identity", "--endpoint-url", "https://" + name(sts));
    } finally {
      cloud.aws("ec2", "modify-vpc-endpoint", "--vpc-endpoint-id", id(sts), "--private-dns-enabled");
    }
    aws("sts", "get-caller-identity");
  }

  @Test
  void aSecurityGroupWithoutThePortTimesOut() {
    String usual = sts.at("/Groups/0/GroupId").asString();
    String closed =
        cloud.aws("ec2", "create-security-group", "--group-name", "closed", "--description", "no 443", "--vpc-id", network.vpc()).at("/GroupId").asString();
    cloud.aws("ec2", "authorize-security-group-ingress", "--group-id", closed, "--protocol", "tcp", "--port", "80", "--cidr", "10.0.0.0/16");
    cloud.aws("ec2", "modify-vpc-endpoint", "--vpc-endpoint-id", id(sts), "--add-security-group-ids", closed, "--remove-security-group-ids", usual);
    try {
      timesOut();
      cloud.aws("ec2", "authorize-security-group-ingress", "--group-id", closed, "--protocol", "tcp", "--port", "443", "--cidr", "10.0.0.0/16");
      aws("sts", "get-caller-identity");
    } finally {
      cloud.aws("ec2", "modify-vpc-endpoint", "--vpc-endpoint-id", id(sts), "--add-security-group-ids", usual, "--remove-security-group-ids", closed);
    }
  }

  @Test
  void anEndpointAnswersNoPing() {
    String neighbour = PrivateSubnet.run(cloud, network.subnet(), "doors");
    String instance = cloud.aws("ec2", "describe-instances", "--instance-ids", neighbour).at("/Reservations/0/Instances/0/PrivateIpAddress").asString();
    String script = Cloud.ROOT.resolve("e2e/src/test/python/ping.py").toString();
    assertThat(cloud.exec(network.instance(), "/usr/bin/python3", script, instance, address(sts))).isEqualTo(instance);
  }

  @Test
  void anEndpointTakesPacketsOf8500BytesAndTellsTcpSo() throws IOException {
    String script = Cloud.ROOT.resolve("e2e/src/test/python/packets.py").toString();
    String neighbour = PrivateSubnet.run(cloud, network.subnet(), "doors");
    String instance = cloud.aws("ec2", "describe-instances", "--instance-ids", neighbour).at("/Reservations/0/Instances/0/PrivateIpAddress").asString();
    // 12 bytes of each segment are for the time stamps of TCP.
    assertThat(cloud.exec(network.instance(), "/usr/bin/python3", script, "segment", address(sts), "443")).isEqualTo("8448");
    Process server = cloud.begin("exec", neighbour, "--", "/usr/bin/python3", script, "listen", "8080");
    try {
      assertThat(cloud.exec(network.instance(), "/usr/bin/python3", script, "segment", instance, "8080")).isEqualTo("8949");
    } finally {
      server.destroy();
    }
    cloud.exec(network.instance(), "/usr/bin/python3", script, "datagram", address(sts), "443", "8600");
    assertThat(cloud.postern("doctor").out()).contains(" of more than 8500 bytes came to " + id(sts) + " in the last hour");
  }

  @Test
  void aClientThatAsksByAddressIsFoundByTheDoctor() {
    assertThat(cloud.tryExec(network.instance(), "curl", "-s", "--connect-timeout", "5", "https://" + address(sts) + "/").status()).isEqualTo(60);
    assertThat(cloud.postern("doctor").out()).contains("TLS clients of the last hour asked " + id(sts) + " by its address");
  }
}
