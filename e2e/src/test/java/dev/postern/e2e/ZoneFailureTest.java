package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The loss of a zone: callers of an interface endpoint in two zones go on without a change on their side. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ZoneFailureTest {
  private static final double REQUESTS_PER_SECOND = 50;
  private static final int SECONDS = 10;
  private Cloud cloud;
  private PrivateSubnet network;
  private String regionalName;
  private String zonalName;

  @BeforeAll
  void start(@TempDir Path data) {
    cloud = Cloud.start(data);
    network = PrivateSubnet.make(cloud, "10.0.0.0/16", "zones");
    cloud.aws("ec2", "modify-vpc-attribute", "--vpc-id", network.vpc(), "--enable-dns-hostnames", "Value=true");
    String second =
        cloud.aws("ec2", "create-subnet", "--vpc-id", network.vpc(), "--cidr-block", "10.0.1.0/24", "--availability-zone", "us-east-1b").at("/Subnet/SubnetId").asString();
    JsonNode made =
        cloud.aws(
            "ec2", "create-vpc-endpoint", "--vpc-endpoint-type", "Interface", "--vpc-id", network.vpc(), "--service-name", "com.amazonaws.us-east-1.sts", "--subnet-ids",
            network.subnet(), second, "--private-dns-enabled");
    regionalName = made.at("/VpcEndpoint/DnsEntries/0/DnsName").asString();
    zonalName = made.at("/VpcEndpoint/DnsEntries").valueStream().map(e -> e.at("/DnsName").asString()).filter(n -> n.contains("-us-east-1b.")).findFirst().orElseThrow();
  }

  @AfterAll
  void stop() {
    cloud.close();
  }

  private List<String> addresses(String name) {
    return cloud.exec(network.instance(), "getent", "ahostsv4", name).lines().map(l -> l.split(" ")[0]).distinct().sorted().toList();
  }

  private void zone(String verb) {
    Cloud.Ran ran = cloud.postern(verb, "zone", "us-east-1b");
    assertThat(ran.status()).as(ran.out()).isZero();
  }

  @Test
  void noMoreThanTheRequestsInFlightFail() {
    String script = Cloud.ROOT.resolve("e2e/src/test/python/steady.py").toString();
    CompletableFuture<String> client = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                client.complete(
                    cloud.exec(
                        network.instance(), "/usr/bin/python3", script, "https://sts.us-east-1.amazonaws.com/", String.valueOf(REQUESTS_PER_SECOND),
                        String.valueOf(SECONDS), "3"));
              } catch (Throwable t) {
                client.completeExceptionally(t);
              }
            });
    assertThat(client.copy().completeOnTimeout("still asking", SECONDS * 2 / 5, TimeUnit.SECONDS).join()).isEqualTo("still asking");
    double before = System.currentTimeMillis() / 1000.0;
    zone("fail");
    double after = System.currentTimeMillis() / 1000.0;
    List<JsonNode> requests = client.join().lines().map(l -> (JsonNode) JsonMapper.shared().readTree(l)).toList();
    try {
      assertThat(requests).hasSize((int) (REQUESTS_PER_SECOND * SECONDS));
      assertThat(requests).as("requests from after the loss").filteredOn(r -> r.at("/started").asDouble() > after).hasSizeGreaterThan(50).allMatch(r -> r.at("/error").isNull());
      assertThat(requests).as("requests that were answered before it").filteredOn(r -> r.at("/ended").asDouble() < before).hasSizeGreaterThan(20).allMatch(r -> r.at("/error").isNull());
    } finally {
      zone("restore");
    }
  }

  @Test
  void theRegionalNameLeavesOutTheZoneAndTheZonalNameKeepsIt() {
    assertThat(addresses(regionalName)).hasSize(2);
    zone("fail");
    try {
      assertThat(addresses(regionalName)).singleElement().asString().startsWith("10.0.0.");
      assertThat(addresses("sts.us-east-1.amazonaws.com")).singleElement().asString().startsWith("10.0.0.");
      assertThat(addresses(zonalName)).singleElement().asString().startsWith("10.0.1.");
    } finally {
      zone("restore");
    }
    assertThat(addresses(regionalName)).hasSize(2);
  }
}
