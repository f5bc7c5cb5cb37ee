package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./postern trace} beside real packets: what it says of a broken network is what a client sees, and its command mends it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TraceTest {
  private static final String S3 = "https://s3.us-east-1.amazonaws.com/";
  private Cloud cloud;

  @BeforeAll
  void start(@TempDir Path data) {
    cloud = Cloud.start(data);
  }

  @AfterAll
  void stop() {
    cloud.close();
  }

  private JsonNode trace(String from, String to, int status) {
    Cloud.Ran ran = cloud.postern("trace", "--from", from, "--to", to, "--json", "--verify");
    assertThat(ran.status()).as(ran.out()).isEqualTo(status);
    JsonNode trace = JsonMapper.shared().readTree(ran.out());
    assertThat(trace.at("/verified/outcome").asString()).isEqualTo(status == 0 ? "CONNECTED" : "NO_ANSWER");
    assertThat(trace.at("/verified/agrees").asBoolean()).isTrue();
    return trace;
  }

  /** How curl ends: 0, 28 for a time-out, 6 for a name that nobody has. */
  private int curl(String from, String url) {
    return cloud.tryExec(from, "curl", "-s", "-o", "/dev/null", "--connect-timeout", "3", url).status();
  }

  /** Runs the command that a trace printed, by a shell as a user would. */
  private void mend(JsonNode trace) {
    String command = trace.at("/stop/fix/command").asString();
    assertThat(command).startsWith("aws ec2 ");
    Cloud.Ran ran =
        Cloud.run(
            List.of("/bin/sh", "-c", command.replaceFirst("^aws ", "/usr/bin/aws --endpoint-url " + cloud.endpoint() + " ")),
            Map.of("AWS_ACCESS_KEY_ID", "test", "AWS_SECRET_ACCESS_KEY", "test", "AWS_PAGER", ""));
    assertThat(ran.status()).as(command + ": " + ran.out()).isZero();
  }

  @Test
  void eachStopIsRealAndItsCommandMendsIt() {
    PrivateSubnet net = PrivateSubnet.make(cloud, "10.0.0.0/16", "traced");
    JsonNode noRoute = trace(net.instance(), S3, 1);
    assertThat(noRoute.at("/stop/code").asString()).isEqualTo("NO_ROUTE_TO_DESTINATION");
    assertThat(noRoute.at("/stop/resource").asString()).isEqualTo(net.table());
    assertThat(curl(net.instance(), S3)).isEqualTo(28);
    mend(noRoute);
    assertThat(trace(net.instance(), S3, 0).path("reached").asBoolean()).isTrue();
    assertThat(curl(net.instance(), S3)).isZero();

    String acl = cloud.aws("ec2", "describe-network-acls", "--filters", "Name=association.subnet-id,Values=" + net.subnet()).at("/NetworkAcls/0/NetworkAclId").asString();
    cloud.aws("ec2", "create-network-acl-entry", "--network-acl-id", acl, "--rule-number", "10", "--protocol", "-1", "--rule-action", "deny", "--ingress", "--cidr-block", "0.0.0.0/0");
    JsonNode answers = trace(net.instance(), S3, 1);
    assertThat(answers.at("/stop/code").asString()).isEqualTo("SUBNET_ACL_RESTRICTION");
    assertThat(answers.at("/stop/rule").asString()).isEqualTo("in/10");
    assertThat(answers.at("/stop/onReturn").asBoolean()).isTrue();
    assertThat(curl(net.instance(), S3)).isEqualTo(28);
    mend(answers);
    assertThat(curl(net.instance(), S3)).isZero();

    String group = cloud.aws("ec2", "describe-security-groups", "--filters", "Name=vpc-id,Values=" + net.vpc()).at("/SecurityGroups/0/GroupId").asString();
    cloud.aws("ec2", "revoke-security-group-egress", "--group-id", group, "--protocol", "-1", "--cidr", "0.0.0.0/0");
    JsonNode egress = trace(net.instance(), S3, 1);
    assertThat(egress.at("/stop/code").asString()).isEqualTo("ENI_SG_RULES_MISMATCH");
    assertThat(egress.at("/stop/resource").asString()).isEqualTo(group);
    assertThat(curl(net.instance(), S3)).isEqualTo(28);
    mend(egress);
    assertThat(curl(net.instance(), S3)).isZero();
  }

  @Test
  void aTerminalGetsTheHopsTheStopAndTheCommand() {
    PrivateSubnet net = PrivateSubnet.make(cloud, "10.1.0.0/16", "traced");
    Cloud.Ran stopped = cloud.postern("trace", "--from", net.instance(), "--to", S3);
    assertThat(stopped.status()).isEqualTo(1);
    assertThat(stopped.out()).containsPattern("STOP +route +" + net.table() + " +no route leads to ").contains("STOPPED   by " + net.table() + " at " + net.subnet())
        .contains("seen      nothing, until its own patience ends").contains("fix       aws ec2 create-vpc-endpoint ");
    net.endpoint(cloud, "s3");
    Cloud.Ran reached = cloud.postern("trace", "--from", net.instance(), "--to", "s3://bucket/key", "--verify");
    assertThat(reached.status()).as(reached.out()).isZero();
    assertThat(reached.out()).contains("REACHED   the service answers through vpce-").contains("verified  connected: the kernel agrees").contains("policies  traced asks for s3:GetObject on arn:aws:s3:::bucket/key: allowed");
  }

  @Test
  void whatIfAnswersForACloudWithTheChangeAndChangesNothing() {
    PrivateSubnet net = PrivateSubnet.make(cloud, "10.3.0.0/16", "traced");
    String gateway = "aws ec2 create-vpc-endpoint --vpc-id " + net.vpc() + " --service-name com.amazonaws.us-east-1.s3 --route-table-ids '" + net.table() + "'";
    Cloud.Ran ran = cloud.postern("trace", "--from", net.instance(), "--to", S3, "--json", "--what-if", gateway);
    assertThat(ran.status()).as(ran.out()).isZero();
    JsonNode trace = JsonMapper.shared().readTree(ran.out());
    assertThat(trace.path("arrival").asString()).startsWith("the service answers through vpce-");
    assertThat(trace.at("/now/stop/code").asString()).isEqualTo("NO_ROUTE_TO_DESTINATION");
    assertThat(trace.path("whatIf").get(0).asString()).isEqualTo(gateway);
    assertThat(trace(net.instance(), S3, 1).at("/stop/code").asString()).isEqualTo("NO_ROUTE_TO_DESTINATION");
    assertThat(cloud.aws("ec2", "describe-vpc-endpoints", "--filters", "Name=vpc-id,Values=" + net.vpc()).path("VpcEndpoints")).isEmpty();

    String sqs = "https://sqs.us-east-1.amazonaws.com/";
    String names = "aws ec2 modify-vpc-attribute --vpc-id " + net.vpc() + " --enable-dns-hostnames";
    String door = "aws ec2 create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id " + net.vpc() + " --service-name com.amazonaws.us-east-1.sqs --private-dns-enabled --subnet-ids " + net.subnet();
    Cloud.Ran both = cloud.postern("trace", "--from", net.instance(), "--to", sqs, "--what-if", names, "--what-if", door);
    assertThat(both.status()).as(both.out()).isZero();
    assertThat(both.out()).startsWith("what if   " + names).contains("private DNS of vpce-").containsPattern("now +stopped by " + net.table()).containsPattern("then +the service answers through vpce-");
    Cloud.Ran one = cloud.postern("trace", "--from", net.instance(), "--to", sqs, "--what-if", door);
    assertThat(one.status()).as(one.out()).isEqualTo(2);
    assertThat(one.out()).contains("Enabling private DNS requires both enableDnsSupport and enableDnsHostnames");
    assertThat(cloud.postern("trace", "--from", net.instance(), "--to", sqs, "--verify", "--what-if", door, "--what-if", names).status()).isEqualTo(2);
  }

  @Test
  void allSaysOfEveryHostWhichServicesItReaches() {
    PrivateSubnet net = PrivateSubnet.make(cloud, "10.4.0.0/16", "traced");
    String endpoint = net.endpoint(cloud, "s3");
    Cloud.Ran ran = cloud.postern("trace", "--all", "--json");
    assertThat(ran.status()).as(ran.out()).isZero();
    JsonNode row = JsonMapper.shared().readTree(ran.out()).valueStream().filter(r -> r.path("network").asString().equals(net.vpc())).findFirst().orElseThrow();
    assertThat(row.path("hosts").get(0).asString()).isEqualTo(net.instance());
    assertThat(row.at("/services/s3/by").asString()).isEqualTo(endpoint);
    assertThat(row.at("/services/sqs/reached").asBoolean()).isFalse();
    assertThat(cloud.postern("trace", "--all").out()).contains("  reached by " + endpoint + ": s3").contains("  STOP    stopped by " + net.table());
    assertThat(cloud.postern("trace", "--all", "--from", net.instance()).status()).isEqualTo(2);
  }

  @Test
  void policiesAreAskedAboutWhatSomebodySaysIsAskedFor() {
    PrivateSubnet net = PrivateSubnet.make(cloud, "10.5.0.0/16", "traced");
    net.endpoint(cloud, "dynamodb");
    String table = "arn:aws:dynamodb:us-east-1:000000000000:table/traced";
    String[] ask = {"trace", "--from", net.instance(), "--to", "https://dynamodb.us-east-1.amazonaws.com/", "--action", "dynamodb:GetItem", "--resource", table};
    assertThat(cloud.postern(ask).out()).contains("traced/everything; but there is no table traced, and the service will say so");
    cloud.aws(
        "dynamodb", "create-table", "--table-name", "traced", "--attribute-definitions", "AttributeName=k,AttributeType=S", "--key-schema", "AttributeName=k,KeyType=HASH",
        "--billing-mode", "PAY_PER_REQUEST");
    String deny = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"NotHe\",\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"dynamodb:GetItem\",\"Resource\":\"*\"}]}";
    try (DynamoDbClient client =
        DynamoDbClient.builder().httpClient(UrlConnectionHttpClient.create()).endpointOverride(cloud.endpoint()).region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"))).build()) {
      client.putResourcePolicy(p -> p.resourceArn(table).policy(deny)); // Debian's AWS CLI does not know this call yet.
    }
    Cloud.Ran denied = cloud.postern(ask);
    assertThat(denied.status()).as(denied.out()).isEqualTo(1);
    assertThat(denied.out()).contains("STOPPED   by the policy of table traced NotHe").contains("with an explicit deny in a resource-based policy");
  }

  @Test
  void whatIsNotThereIsOneLineAndStatus2() {
    PrivateSubnet net = PrivateSubnet.make(cloud, "10.2.0.0/16", "traced");
    for (List<String> bad : List.of(List.of("i-0123456789abcdef0", S3), List.of(net.instance(), "https://nowhere.example/"), List.of(net.instance(), "ftp://x/"))) {
      Cloud.Ran ran = cloud.postern("trace", "--from", bad.getFirst(), "--to", bad.getLast());
      assertThat(ran.status()).as(ran.out()).isEqualTo(2);
      assertThat(ran.out()).startsWith("postern: ").hasLineCount(1);
    }
    assertThat(curl(net.instance(), "https://nowhere.example/")).isEqualTo(6);
  }
}
