package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./postern doctor} beside real packets: what it finds a client feels, and its commands mend it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DoctorTest {
  private static final String S3 = "https://s3.us-east-1.amazonaws.com/";
  private static final String SQS = "https://sqs.us-east-1.amazonaws.com/";
  private Cloud cloud;

  @BeforeAll
  void start(@TempDir Path data) {
    cloud = Cloud.start(data);
  }

  @AfterAll
  void stop() {
    cloud.close();
  }

  private List<String> found(int status) {
    Cloud.Ran ran = cloud.postern("doctor", "--json");
    assertThat(ran.status()).as(ran.out()).isEqualTo(status);
    List<String> found = new ArrayList<>();
    for (JsonNode finding : JsonMapper.shared().readTree(ran.out()).path("findings")) {
      found.add(finding.path("severity").asString() + " " + finding.path("number").asInt() + " " + finding.path("resource").asString());
    }
    return found;
  }

  /** How curl ends: 0, or 28 for a time-out. */
  private int curl(String from, String url) {
    return cloud.tryExec(from, "curl", "-s", "-o", "/dev/null", "--connect-timeout", "3", url).status();
  }

  /** Runs what {@code --fix} prints as a shell script, as a user would. */
  private void mend() {
    String script = cloud.postern("doctor", "--fix").out();
    assertThat(script).contains("\naws ec2 ");
    Cloud.Ran ran =
        Cloud.run(
            List.of("/bin/sh", "-ec", script.replaceAll("(?m)^aws ", "/usr/bin/aws --endpoint-url " + cloud.endpoint() + " ")),
            Map.of("AWS_ACCESS_KEY_ID", "test", "AWS_SECRET_ACCESS_KEY", "test", "AWS_PAGER", ""));
    assertThat(ran.status()).as(script + ran.out()).isZero();
  }

  @Test
  @Order(1)
  void aCloudWithoutEndpointsHasNothing() {
    assertThat(found(0)).isEmpty();
    assertThat(cloud.postern("doctor").out()).startsWith("nothing found");
  }

  @Test
  @Order(2)
  void whatIsFoundIsRealAndTheCommandsMendIt() {
    PrivateSubnet net = PrivateSubnet.make(cloud, "10.0.0.0/16", "examined");
    String gateway =
        cloud.aws("ec2", "create-vpc-endpoint", "--vpc-id", net.vpc(), "--service-name", "com.amazonaws.us-east-1.s3").at("/VpcEndpoint/VpcEndpointId").asString();
    cloud.aws("ec2", "modify-vpc-attribute", "--vpc-id", net.vpc(), "--enable-dns-hostnames");
    String group = cloud.aws("ec2", "create-security-group", "--vpc-id", net.vpc(), "--group-name", "closed", "--description", "closed").path("GroupId").asString();
    cloud.aws(
        "ec2", "create-vpc-endpoint", "--vpc-id", net.vpc(), "--service-name", "com.amazonaws.us-east-1.sqs", "--vpc-endpoint-type", "Interface", "--subnet-ids", net.subnet(),
        "--security-group-ids", group);
    assertThat(found(1)).containsExactlyInAnyOrder("ERROR 6 " + gateway, "ERROR 1 " + group);
    assertThat(curl(net.instance(), S3)).isEqualTo(28);
    assertThat(curl(net.instance(), SQS)).isEqualTo(28);
    String text = cloud.postern("doctor").out();
    assertThat(text).contains("ERROR    " + group + " of " + net.vpc() + ": ").contains("  seen   no rule of " + group + " lets tcp 443 in").contains("  fix    aws ec2 ").contains("2 errors, 0 warnings");
    mend();
    assertThat(found(0)).isEmpty();
    assertThat(curl(net.instance(), S3)).isZero();
    assertThat(curl(net.instance(), SQS)).isZero();
  }

  @Test
  @Order(3)
  void applyRunsTheCommandsAndLooksAgain() {
    PrivateSubnet net = PrivateSubnet.make(cloud, "10.1.0.0/16", "examined");
    cloud.aws("ec2", "create-vpc-endpoint", "--vpc-id", net.vpc(), "--service-name", "com.amazonaws.us-east-1.s3");
    cloud.aws("ec2", "modify-vpc-attribute", "--vpc-id", net.vpc(), "--enable-dns-hostnames");
    String group = cloud.aws("ec2", "create-security-group", "--vpc-id", net.vpc(), "--group-name", "closed", "--description", "closed").path("GroupId").asString();
    cloud.aws(
        "ec2", "create-vpc-endpoint", "--vpc-id", net.vpc(), "--service-name", "com.amazonaws.us-east-1.sqs", "--vpc-endpoint-type", "Interface", "--subnet-ids", net.subnet(),
        "--security-group-ids", group);
    assertThat(found(1)).hasSize(2);
    Cloud.Ran unasked = cloud.postern("doctor", "--apply");
    assertThat(unasked.status()).isEqualTo(2);
    assertThat(unasked.out()).startsWith("postern: nobody is there to ask: say --yes").hasLineCount(1);
    assertThat(found(1)).hasSize(2);
    Cloud.Ran applied = cloud.postern("doctor", "--apply", "--yes");
    assertThat(applied.status()).as(applied.out()).isZero();
    assertThat(applied.out()).contains("ERROR    " + group, "  fix    aws ec2 ", "  done\n").endsWith("nothing found");
    assertThat(curl(net.instance(), S3)).isZero();
    assertThat(curl(net.instance(), SQS)).isZero();
  }

  @Test
  @Order(4)
  void whatAPolicyRefusedIsFoundUntilItPasses() {
    PrivateSubnet net = PrivateSubnet.make(cloud, "10.2.0.0/16", "examined");
    String table =
        cloud.aws("ec2", "describe-route-tables", "--filters", "Name=association.subnet-id,Values=" + net.subnet()).at("/RouteTables/0/RouteTableId").asString();
    String policy =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}]}";
    String gateway =
        cloud.aws(
                "ec2", "create-vpc-endpoint", "--vpc-id", net.vpc(), "--service-name", "com.amazonaws.us-east-1.s3", "--route-table-ids", table, "--policy-document", policy)
            .at("/VpcEndpoint/VpcEndpointId").asString();
    assertThat(found(0)).isEmpty();
    String[] list = {"aws", "s3api", "list-buckets"};
    assertThat(cloud.tryExec(net.instance(), list).status()).isNotZero();
    assertThat(found(1)).containsExactly("ERROR 28 " + gateway);
    assertThat(cloud.postern("doctor").out()).contains("no statement of the policy of " + gateway + " allows s3:ListAllMyBuckets on ");
    cloud.aws("ec2", "modify-vpc-endpoint", "--vpc-endpoint-id", gateway, "--reset-policy");
    assertThat(cloud.tryExec(net.instance(), list).status()).isZero();
    assertThat(found(0)).isEmpty();
  }

  @Test
  @Order(5)
  void twoFormsOfAnswerAtOnceAreBadUsage() {
    for (String[] bad : new String[][] {{"doctor", "--fix", "--json"}, {"doctor", "--apply", "--yes", "--json"}, {"doctor", "--yes"}}) {
      Cloud.Ran ran = cloud.postern(bad);
      assertThat(ran.status()).isEqualTo(2);
      assertThat(ran.out()).startsWith("postern: ").hasLineCount(1);
    }
  }
}
