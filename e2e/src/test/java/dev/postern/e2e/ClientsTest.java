package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Unmodified clients inside an instance, through gateway endpoints alone: no endpoint override, HTTPS with verification on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientsTest {
  private Cloud cloud;
  private PrivateSubnet network;
  private String instance;

  @BeforeAll
  void start(@TempDir Path data) {
    cloud = Cloud.start(data);
    network = PrivateSubnet.make(cloud, "10.0.0.0/16", "clients");
    instance = network.instance();
    network.endpoint(cloud, "s3");
    network.endpoint(cloud, "dynamodb");
    cloud.aws("s3api", "create-bucket", "--bucket", "clients-bucket");
    cloud.aws(
        "dynamodb", "create-table", "--table-name", "clients", "--attribute-definitions", "AttributeName=id,AttributeType=S", "--key-schema",
        "AttributeName=id,KeyType=HASH", "--billing-mode", "PAY_PER_REQUEST");
  }

  @AfterAll
  void stop() {
    cloud.close();
  }

  @Test
  void theAwsCliCopiesAFileToS3AndBack(@TempDir Path files) throws IOException {
    Path file = Files.writeString(files.resolve("in"), "from the cli");
    cloud.exec(instance, "/usr/bin/aws", "s3", "cp", file.toString(), "s3://clients-bucket/cli");
    cloud.exec(instance, "/usr/bin/aws", "s3", "cp", "s3://clients-bucket/cli", files.resolve("out").toString());
    assertThat(files.resolve("out")).hasContent("from the cli");
  }

  @Test
  void theAwsCliPutsAnItemAndTheOutsideSeesIt() {
    cloud.exec(instance, "/usr/bin/aws", "dynamodb", "put-item", "--table-name", "clients", "--item", "{\"id\":{\"S\":\"cli\"}}");
    assertThat(cloud.aws("dynamodb", "get-item", "--table-name", "clients", "--key", "{\"id\":{\"S\":\"cli\"}}").at("/Item/id/S").asString())
        .isEqualTo("cli");
  }

  @Test
  void boto3Works() {
    String script = Cloud.ROOT.resolve("e2e/src/test/python/visit.py").toString();
    assertThat(cloud.exec(instance, "/usr/bin/python3", script, "clients-bucket", "clients")).isEqualTo("from python 2");
  }

  @Test
  void theJavaScriptSdkWorks(@TempDir Path files) throws IOException {
    for (String name : List.of("package.json", "package-lock.json", "visit.mjs")) {
      Files.copy(Cloud.ROOT.resolve("e2e/src/test/js").resolve(name), files.resolve(name));
    }
    Cloud.Ran installed = Cloud.run(List.of("npm", "ci", "--prefix", files.toString(), "--no-audit", "--no-fund", "--ignore-scripts"), Map.of());
    assertThat(installed.status()).as(installed.out()).isZero();
    assertThat(cloud.exec(instance, "node", files.resolve("visit.mjs").toString(), "clients-bucket", "clients")).endsWith("from js 1");
  }

  @Test
  void theJavaSdkWorks() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String said = cloud.exec(instance, java, "-Xlog:disable", "-cp", System.getProperty("java.class.path"), JavaSdkVisit.class.getName(), "clients-bucket", "clients");
    assertThat(said).endsWith("from java 3");
  }

  @Test
  void theServiceSeesTheEndpointAndThePrivateAddress() throws Exception {
    String before = Instant.now().toString();
    cloud.exec(instance, "/usr/bin/aws", "s3", "ls", "s3://clients-bucket");
    String records = Cloud.run(List.of("curl", "-s", cloud.endpoint() + "/_postern/access?since=" + before), Map.of()).out();
    assertThat(records).contains("\"vpc\":\"" + network.vpc() + "\"").contains("\"source\":\"10.0.0.");
  }

  @Test
  void anInstanceHasItsMetadataAndItsRole() {
    assertThat(cloud.exec(instance, "curl", "-s", "http://169.254.169.254/latest/meta-data/instance-id")).isEqualTo(instance);
    // STS has no gateway endpoint: its name resolves, and no packet gets there.
    Cloud.Ran sts =
        cloud.tryExec(instance, "/usr/bin/aws", "sts", "get-caller-identity", "--cli-connect-timeout", "2", "--cli-read-timeout", "2");
    assertThat(sts.status()).isNotZero();
    assertThat(sts.out()).contains("sts.us-east-1.amazonaws.com").containsIgnoringCase("timeout");
  }
}
