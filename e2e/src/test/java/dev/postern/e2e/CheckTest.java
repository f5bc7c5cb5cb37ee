package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./postern check}: an account is collected by its script and the real AWS CLI, and what is said of the dump is what is said of the cloud. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckTest {
  private static final String S3 = "https://s3.us-east-1.amazonaws.com/";
  private static final String SQS = "https://sqs.us-east-1.amazonaws.com/";
  private Cloud cloud;
  private PrivateSubnet net;
  private String gateway;
  private Path dump;

  @BeforeAll
  void collect(@TempDir Path place) throws IOException {
    cloud = Cloud.start(place.resolve("data"));
    net = PrivateSubnet.make(cloud, "10.0.0.0/16", "examined");
    gateway = cloud.aws("ec2", "create-vpc-endpoint", "--vpc-id", net.vpc(), "--service-name", "com.amazonaws.us-east-1.s3").at("/VpcEndpoint/VpcEndpointId").asString();
    cloud.aws("ec2", "modify-vpc-attribute", "--vpc-id", net.vpc(), "--enable-dns-hostnames");
    String group = cloud.aws("ec2", "create-security-group", "--vpc-id", net.vpc(), "--group-name", "closed", "--description", "closed").path("GroupId").asString();
    cloud.aws(
        "ec2", "create-vpc-endpoint", "--vpc-id", net.vpc(), "--service-name", "com.amazonaws.us-east-1.sqs", "--vpc-endpoint-type", "Interface", "--subnet-ids", net.subnet(),
        "--security-group-ids", group);
    cloud.aws("s3api", "create-bucket", "--bucket", "reports");
    cloud.aws(
        "s3api", "put-bucket-policy", "--bucket", "reports", "--confirm-remove-self-bucket-access", "--policy",
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::reports/*\","
            + "\"Condition\":{\"StringNotEquals\":{\"aws:SourceVpce\":[\"" + gateway + "\",\"vpce-0dead000000000000\"]}}}]}");
    dump = place.resolve("account");
    Path tools = WarmCli.folder(place, cloud.endpoint());
    Path script = place.resolve("collect.sh");
    Files.writeString(script, check("--script").out() + "\n");
    Cloud.Ran ran =
        Cloud.run(
            List.of("/bin/sh", script.toString(), dump.toString(), "us-east-1"),
            Map.of("AWS_ACCESS_KEY_ID", "test", "AWS_SECRET_ACCESS_KEY", "test", "AWS_PAGER", "", "PATH", tools + ":" + System.getenv("PATH")));
    assertThat(ran.status()).as(ran.out()).isZero();
  }

  @AfterAll
  void stop() {
    cloud.close();
  }

  /** No cloud is told of it. */
  private static Cloud.Ran check(String... words) {
    return Cloud.run(Stream.concat(Stream.of(Cloud.ROOT.resolve("postern").toString(), "check"), Stream.of(words)).toList(), Map.of());
  }

  private static Set<String> found(Cloud.Ran ran) {
    Set<String> found = new TreeSet<>();
    JsonMapper.shared().readTree(ran.out()).path("findings").forEach(f -> found.add(f.path("severity").asString() + " " + f.path("number").asInt() + " " + f.path("resource").asString() + " " + f.at("/fix/command").asString("")));
    return found;
  }

  @Test
  void theDoctorFindsInTheDumpWhatItFindsInTheCloud() {
    Cloud.Ran ofDump = check(dump.toString(), "doctor", "--json");
    assertThat(ofDump.status()).as(ofDump.out()).isEqualTo(1);
    assertThat(found(ofDump)).isEqualTo(found(cloud.postern("doctor", "--json"))).anyMatch(f -> f.startsWith("ERROR 6 " + gateway)).anyMatch(f -> f.startsWith("ERROR 1 sg-"))
        .anyMatch(f -> f.contains(" reports "));
  }

  @Test
  void aTraceGoesTheSameWayInTheDump() {
    for (String to : List.of(S3, SQS)) {
      Cloud.Ran ofDump = check(dump.toString(), "trace", "--from", net.instance(), "--to", to, "--json");
      Cloud.Ran ofCloud = cloud.postern("trace", "--from", net.instance(), "--to", to, "--json");
      assertThat(ofDump.status()).as(ofDump.out()).isEqualTo(ofCloud.status());
      JsonNode one = JsonMapper.shared().readTree(ofDump.out());
      JsonNode other = JsonMapper.shared().readTree(ofCloud.out());
      for (String part : List.of("there", "back", "reached", "symptom", "fix")) {
        assertThat(one.path(part)).as(to + " " + part).isEqualTo(other.path(part));
      }
    }
  }

  @Test
  void policiesAreProvedAndTheCostIsCounted() {
    assertThat(check(dump.toString(), "prove", "--bucket", "reports", "--only-through", gateway + ",vpce-0dead000000000000").out()).contains("REFUTED");
    Cloud.Ran cost = check(dump.toString(), "cost");
    assertThat(cost.status()).isZero();
    assertThat(cost.out()).contains("interface-endpoint").contains("7.30");
  }

  @Test
  void allOfItInOneReport() {
    Cloud.Ran all = check(dump.toString());
    assertThat(all.status()).as(all.out()).isEqualTo(1);
    assertThat(all.out()).contains("The network\n", "The policies\n", "A month\n", "vpce-0dead000000000000").doesNotContain("Not known");
  }

  @Test
  void aDumpWithPartsMissingEndsWithStatusTwoAndSaysWhatItCan(@TempDir Path part) throws IOException {
    Cloud.Ran nothing = check(part.toString());
    assertThat(nothing.status()).isEqualTo(2);
    assertThat(nothing.out()).startsWith("postern: no file ends with .json").hasLineCount(1);
    Files.copy(dump.resolve("us-east-1").resolve("vpcs.json"), part.resolve("a.json"));
    Files.copy(dump.resolve("buckets").resolve("reports.json"), part.resolve("b.json"));
    Cloud.Ran some = check(part.toString());
    assertThat(some.status()).isEqualTo(2);
    assertThat(some.out()).contains("'aws ec2 describe-route-tables'").contains("reports");
    Cloud.Ran trace = check(part.toString(), "trace", "--from", net.instance(), "--to", S3);
    assertThat(trace.status()).isEqualTo(2);
    assertThat(trace.out()).contains("lacks 'aws ec2 describe-subnets'").hasLineCount(1);
    Cloud.Ran unknown = check(dump.toString(), "trace", "--from", "i-00000000000000000", "--to", S3);
    assertThat(unknown.status()).isEqualTo(2);
    assertThat(unknown.out()).startsWith("postern: there is no instance").hasLineCount(1);
  }
}
