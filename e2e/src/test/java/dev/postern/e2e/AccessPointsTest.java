package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An access point of one VPC, made and used by the AWS CLI in instances, through gateway endpoints and an interface endpoint. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessPointsTest {
  private static final String BUCKET = "points-bucket";

  private Cloud cloud;
  private PrivateSubnet inside;
  private PrivateSubnet elsewhere;
  private String gateway;
  private String account;
  private String point;

  @BeforeAll
  void start(@TempDir Path data) throws IOException {
    cloud = Cloud.start(data);
    account = cloud.aws("sts", "get-caller-identity").at("/Account").asString();
    inside = PrivateSubnet.make(cloud, "10.0.0.0/16", "points");
    elsewhere = PrivateSubnet.make(cloud, "10.1.0.0/16", "points");
    gateway = inside.endpoint(cloud, "s3");
    elsewhere.endpoint(cloud, "s3");
    cloud.aws("s3api", "create-bucket", "--bucket", BUCKET);
    Path object = Files.writeString(data.resolve("object.txt"), "through the point");
    cloud.aws("s3api", "put-object", "--bucket", BUCKET, "--key", "k", "--body", object.toString());
    point = aws(inside, "s3control", "create-access-point", "--account-id", account, "--name", "members", "--bucket", BUCKET, "--vpc-configuration",
        "VpcId=" + inside.vpc()).at("/AccessPointArn").asString();
  }

  @AfterAll
  void stop() {
    cloud.close();
  }

  private JsonNode aws(PrivateSubnet from, String... words) {
    Cloud.Ran ran = ask(from, words);
    assertThat(ran.status()).as(ran.out()).isZero();
    return ran.out().isBlank() ? JsonMapper.shared().createObjectNode() : JsonMapper.shared().readTree(ran.out());
  }

  private Cloud.Ran ask(PrivateSubnet from, String... words) {
    List<String> command = new ArrayList<>(List.of("/usr/bin/aws", "--output", "json"));
    command.addAll(List.of(words));
    return cloud.tryExec(from.instance(), command.toArray(String[]::new));
  }

  private Cloud.Ran get(PrivateSubnet from, String... more) {
    List<String> words = new ArrayList<>(List.of("s3api", "get-object", "--bucket", point, "--key", "k", "/dev/stderr"));
    words.addAll(List.of(more));
    return ask(from, words.toArray(String[]::new));
  }

  @Test
  void itIsDescribedAndListed() {
    assertThat(point).isEqualTo("arn:aws:s3:us-east-1:" + account + ":accesspoint/members");
    JsonNode described = aws(elsewhere, "s3control", "get-access-point", "--account-id", account, "--name", "members");
    assertThat(described.at("/NetworkOrigin").asString()).isEqualTo("VPC");
    assertThat(described.at("/VpcConfiguration/VpcId").asString()).isEqualTo(inside.vpc());
    assertThat(described.at("/Endpoints/ipv4").asString()).isEqualTo("s3-accesspoint.us-east-1.amazonaws.com");
    assertThat(aws(inside, "s3control", "list-access-points", "--account-id", account, "--bucket", BUCKET).at("/AccessPointList/0/Name").asString())
        .isEqualTo("members");
    Cloud.Ran none = ask(inside, "s3control", "get-access-point", "--account-id", account, "--name", "nobody");
    assertThat(none.out()).contains("(NoSuchAccessPoint)", "The specified accesspoint does not exist");
  }

  @Test
  void fromItsVpcTheObjectComesAndFromAnotherItDoesNot() {
    assertThat(get(inside).out()).contains("through the point");
    assertThat(aws(inside, "s3api", "list-objects-v2", "--bucket", point).at("/Contents/0/Key").asString()).isEqualTo("k");
    assertThat(get(elsewhere).out()).contains("(AccessDenied)");
    assertThat(ask(elsewhere, "s3api", "get-object", "--bucket", BUCKET, "--key", "k", "/dev/stderr").out()).as("the bucket itself").contains("through the point");
  }

  @Test
  void theEndpointsPolicyMustAllowThePointAndTheBucket() {
    String bucket = "arn:aws:s3:::" + BUCKET + "/*";
    String object = point + "/object/*";
    try {
      allowAtEndpoint("\"" + bucket + "\"");
      assertThat(get(inside).out()).contains("on resource: \"" + point + "/object/k\" because no VPC endpoint policy allows");
      allowAtEndpoint("\"" + object + "\"");
      assertThat(get(inside).out()).contains("on resource: \"arn:aws:s3:::" + BUCKET + "/k\" because no VPC endpoint policy allows");
      allowAtEndpoint("[\"" + bucket + "\",\"" + object + "\"]");
      assertThat(get(inside).out()).contains("through the point");
    } finally {
      cloud.aws("ec2", "modify-vpc-endpoint", "--vpc-endpoint-id", gateway, "--reset-policy");
    }
  }

  @Test
  void itsAliasLeadsThroughItAndSoDoesACopyFromIt() {
    String alias = aws(elsewhere, "s3control", "get-access-point", "--account-id", account, "--name", "members").at("/Alias").asString();
    String[] read = {"s3api", "get-object", "--bucket", alias, "--key", "k", "/dev/stderr"};
    assertThat(ask(inside, read).out()).contains("through the point");
    assertThat(ask(elsewhere, read).out()).contains("(AccessDenied)");
    for (String source : List.of(point + "/object/k", alias + "/k")) {
      String[] copy = {"s3api", "copy-object", "--bucket", BUCKET, "--key", "other", "--copy-source", source};
      assertThat(ask(inside, copy).out()).as(source).contains("CopyObjectResult");
      assertThat(ask(elsewhere, copy).out()).as(source).contains("(AccessDenied)");
    }
    String[] make = {"s3api", "create-bucket", "--bucket", alias};
    assertThat(ask(inside, make).out()).contains("(InvalidBucketName)");
  }

  @Test
  void whatTheBucketLeavesToItIsProvedByItsPolicy() {
    cloud.aws("s3api", "put-bucket-policy", "--bucket", BUCKET, "--policy",
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":[\"arn:aws:s3:::" + BUCKET + "\",\"arn:aws:s3:::" + BUCKET
            + "/*\"],\"Condition\":{\"StringEquals\":{\"s3:DataAccessPointAccount\":\"" + account + "\"}}}]}");
    String[] prove = {"policy", "prove", "--bucket", BUCKET, "--only-from", "o-a1b2c3d4e5"};
    try {
      assertThat(cloud.postern(prove).out()).contains("PROVED: ", "access points that lead to it: " + point);
      aws(inside, "s3control", "put-access-point-policy", "--account-id", account, "--name", "members", "--policy",
          "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"" + point + "/object/*\"}]}");
      assertThat(cloud.postern(prove).out()).contains("REFUTED: ", "\"s3:DataAccessPointArn\":\"" + point + "\"", "\"aws:SourceVpc\":\"" + inside.vpc() + "\"", "on the access point: ");
    } finally {
      aws(inside, "s3control", "delete-access-point-policy", "--account-id", account, "--name", "members");
      cloud.aws("s3api", "delete-bucket-policy", "--bucket", BUCKET);
    }
  }

  private void allowAtEndpoint(String resources) {
    cloud.aws("ec2", "modify-vpc-endpoint", "--vpc-endpoint-id", gateway, "--policy-document",
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":" + resources + "}]}");
  }

  @Test
  void anInterfaceEndpointsOwnNamesLeadToIt() {
    JsonNode endpoint = cloud.aws("ec2", "create-vpc-endpoint", "--vpc-endpoint-type", "Interface", "--vpc-id", inside.vpc(), "--service-name",
        "com.amazonaws.us-east-1.s3", "--subnet-ids", inside.subnet(), "--no-private-dns-enabled").at("/VpcEndpoint");
    String name = endpoint.at("/DnsEntries/0/DnsName").asString();
    assertThat(get(inside, "--endpoint-url", name.replace("*", "https://accesspoint")).out()).contains("through the point");
    JsonNode described = aws(inside, "s3control", "get-access-point", "--account-id", account, "--name", "members", "--endpoint-url",
        name.replace("*", "https://control"));
    assertThat(described.at("/Bucket").asString()).isEqualTo(BUCKET);
  }
}
