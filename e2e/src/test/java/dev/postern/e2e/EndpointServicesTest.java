package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A service of one account that another one reaches: programs behind a network load balancer in a VPC, and an interface endpoint in a VPC with the
 * very same addresses.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndpointServicesTest {
  private static final String PROVIDER = "111111111111";
  private static final String CONSUMER = "222222222222";
  private static final String BLOCK = "10.0.0.0/16";

  private Cloud provider;
  private Cloud consumer;
  private Vpc shop;
  private Vpc customers;
  private String targetA;
  private String targetB;
  private String balancer;
  private String web;
  private String raw;
  private String open;
  private String closed;
  private String service;
  private String client;
  private String endpoint;
  private String regional;

  /** A VPC with a subnet in each of two zones. */
  private record Vpc(String id, String a, String b) {
    static Vpc make(Cloud cloud) {
      String id = cloud.aws("ec2", "create-vpc", "--cidr-block", BLOCK).at("/Vpc/VpcId").asString();
      return new Vpc(id, subnet(cloud, id, "10.0.0.0/24", "us-east-1a"), subnet(cloud, id, "10.0.1.0/24", "us-east-1b"));
    }

    private static String subnet(Cloud cloud, String vpc, String block, String zone) {
      return cloud.aws("ec2", "create-subnet", "--vpc-id", vpc, "--cidr-block", block, "--availability-zone", zone).at("/Subnet/SubnetId").asString();
    }
  }

  @BeforeAll
  void start(@TempDir Path data) throws IOException {
    provider = Cloud.start(data).as(PROVIDER);
    consumer = provider.as(CONSUMER);
    shop = Vpc.make(provider);
    customers = Vpc.make(consumer);
    String targets = group(provider, shop.id(), "targets", 8080, BLOCK);
    provider.aws("ec2", "authorize-security-group-ingress", "--group-id", targets, "--protocol", "tcp", "--port", "9090", "--cidr", BLOCK);
    targetA = greeter(data, "a", shop.a(), targets);
    targetB = greeter(data, "b", shop.b(), targets);
    open = group(provider, shop.id(), "open", 80, BLOCK);
    provider.aws("ec2", "authorize-security-group-ingress", "--group-id", open, "--protocol", "tcp", "--port", "90", "--cidr", BLOCK);
    closed = group(provider, shop.id(), "closed", 80, "192.0.2.0/24");
    balancer =
        provider.aws("elbv2", "create-load-balancer", "--name", "shop", "--type", "network", "--scheme", "internal", "--security-groups", open, "--subnets", shop.a(), shop.b())
            .at("/LoadBalancers/0/LoadBalancerArn").asString();
    web = listener("web", 8080, 80, "--health-check-protocol", "HTTP", "--health-check-path", "/health");
    raw = listener("raw", 9090, 90);
    provider.aws("elbv2", "modify-target-group-attributes", "--target-group-arn", raw, "--attributes", "Key=proxy_protocol_v2.enabled,Value=true");
    JsonNode made = provider.aws("ec2", "create-vpc-endpoint-service-configuration", "--network-load-balancer-arns", balancer);
    service = made.at("/ServiceConfiguration/ServiceId").asString();
    client = run(consumer, customers.a());
    String endpoints = group(consumer, customers.id(), "endpoints", 80, BLOCK);
    consumer.aws("ec2", "authorize-security-group-ingress", "--group-id", endpoints, "--protocol", "tcp", "--port", "90", "--cidr", BLOCK);
    assertThat(consumer.tryAws(create(endpoints)).out()).as("nobody has let this account in").contains("InvalidServiceName").contains(serviceName());
    provider.aws("ec2", "modify-vpc-endpoint-service-permissions", "--service-id", service, "--add-allowed-principals", "arn:aws:iam::" + CONSUMER + ":root");
    JsonNode asked = consumer.aws(create(endpoints)).at("/VpcEndpoint");
    assertThat(asked.at("/State").asString()).isEqualTo("pendingAcceptance");
    endpoint = asked.at("/VpcEndpointId").asString();
    regional = asked.at("/DnsEntries/0/DnsName").asString();
    await(() -> healthy(web) == 2 && healthy(raw) == 2);
  }

  @AfterAll
  void stop() {
    provider.close();
  }

  private String serviceName() {
    return "com.amazonaws.vpce.us-east-1." + service;
  }

  private String[] create(String group) {
    return new String[] {
      "ec2", "create-vpc-endpoint", "--vpc-endpoint-type", "Interface", "--vpc-id", customers.id(), "--service-name", serviceName(), "--subnet-ids",
      customers.a(), customers.b(), "--security-group-ids", group
    };
  }

  private static String group(Cloud cloud, String vpc, String name, int port, String block) {
    String id = cloud.aws("ec2", "create-security-group", "--group-name", name, "--description", name, "--vpc-id", vpc).at("/GroupId").asString();
    cloud.aws("ec2", "authorize-security-group-ingress", "--group-id", id, "--protocol", "tcp", "--port", String.valueOf(port), "--cidr", block);
    return id;
  }

  private String greeter(Path data, String name, String subnet, String group) throws IOException {
    Path script = Cloud.ROOT.resolve("e2e/src/test/python/greeter.py");
    Path userData = Files.writeString(data.resolve("greeter-" + name), "#!/bin/sh\nexec /usr/bin/python3 " + script + " " + name + "\n");
    return run(provider, subnet, "--security-group-ids", group, "--user-data", "file://" + userData);
  }

  private static String run(Cloud cloud, String subnet, String... more) {
    String[] words =
        Stream.concat(
                Stream.of("ec2", "run-instances", "--image-id", "ami-0123456789abcdef0", "--instance-type", "t3.micro", "--subnet-id", subnet), Stream.of(more))
            .toArray(String[]::new);
    return cloud.aws(words).at("/Instances/0/InstanceId").asString();
  }

  /** A target group of both instances and the listener that leads to it. */
  private String listener(String name, int targetPort, int port, String... check) {
    String[] words =
        Stream.concat(
                Stream.of(
                    "elbv2", "create-target-group", "--name", name, "--protocol", "TCP", "--port", String.valueOf(targetPort), "--vpc-id", shop.id(),
                    "--health-check-interval-seconds", "5"),
                Stream.of(check))
            .toArray(String[]::new);
    String group = provider.aws(words).at("/TargetGroups/0/TargetGroupArn").asString();
    provider.aws("elbv2", "register-targets", "--target-group-arn", group, "--targets", "Id=" + targetA, "Id=" + targetB);
    provider.aws(
        "elbv2", "create-listener", "--load-balancer-arn", balancer, "--protocol", "TCP", "--port", String.valueOf(port), "--default-actions",
        "Type=forward,TargetGroupArn=" + group);
    return group;
  }

  private long healthy(String group) {
    return provider.aws("elbv2", "describe-target-health", "--target-group-arn", group).at("/TargetHealthDescriptions").valueStream()
        .filter(t -> t.at("/TargetHealth/State").asString().equals("healthy"))
        .count();
  }

  private static void await(BooleanSupplier condition) {
    Instant end = Instant.now().plus(Duration.ofSeconds(60));
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("waited long enough").isBefore(end);
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }

  private Cloud.Ran curl(String host) {
    return consumer.tryExec(client, "curl", "-sS", "--max-time", "3", "http://" + host + "/");
  }

  private String zonal(String zone) {
    return regional.replaceFirst("\\.", "-" + zone + ".");
  }

  private void timesOut() {
    Cloud.Ran ran = curl(regional);
    assertThat(ran.status()).as(ran.out()).isEqualTo(28);
    assertThat(ran.out()).as("the connection itself is not made").contains("Connection timed out");
  }

  private void answers() {
    assertThat(curl(regional).out()).matches("[ab] was asked by 10\\.0\\.[01]\\.\\d+");
  }

  private void decide(String verb) {
    JsonNode decided = provider.aws("ec2", verb + "-vpc-endpoint-connections", "--service-id", service, "--vpc-endpoint-ids", endpoint);
    assertThat(decided.at("/Unsuccessful")).isEmpty();
  }

  private void accepted() {
    if (!state().equals("available")) {
      decide("accept");
    }
    assertThat(state()).isEqualTo("available");
  }

  private String state() {
    String seen = consumer.aws("ec2", "describe-vpc-endpoints", "--vpc-endpoint-ids", endpoint).at("/VpcEndpoints/0/State").asString();
    JsonNode connection = provider.aws("ec2", "describe-vpc-endpoint-connections").at("/VpcEndpointConnections/0");
    assertThat(connection.at("/VpcEndpointState").asString()).as("both sides see the same").isEqualTo(seen);
    assertThat(connection.at("/VpcEndpointOwner").asString()).isEqualTo(CONSUMER);
    return seen;
  }

  @Test
  void packetsPassOnlyWhileTheOwnerLetsThem() {
    if (state().equals("available")) {
      decide("reject");
    }
    timesOut();
    accepted();
    answers();
    decide("reject");
    assertThat(state()).isEqualTo("rejected");
    timesOut();
    Cloud.Ran trace = consumer.postern("trace", "--from", client, "--to", "http://" + regional + "/");
    assertThat(trace.status()).as(trace.out()).isEqualTo(1);
    assertThat(trace.out()).contains("BAD_STATE").contains("aws ec2 accept-vpc-endpoint-connections --service-id " + service + " --vpc-endpoint-ids " + endpoint);
    Cloud.Ran doctor = consumer.postern("doctor", "--json");
    assertThat(doctor.out()).contains("NOT_ACCEPTED");
    accepted();
    answers();
  }

  @Test
  void aTargetSeesTheBalancerAndIsToldOfTheClientAndItsEndpoint() {
    accepted();
    assertThat(curl(zonal("us-east-1a")).out()).startsWith("a was asked by " + node(shop.a()));
    assertThat(curl(zonal("us-east-1b")).out()).startsWith("b was asked by " + node(shop.b()));
    String script = "import socket; s = socket.create_connection(('" + zonal("us-east-1a") + "', 90), 5); print(s.getsockname()[0], s.recv(4096).decode())";
    String[] said = consumer.exec(client, "/usr/bin/python3", "-c", script).split("\\s+");
    byte[] header = HexFormat.of().parseHex(said[1]);
    String tail = new String(header, 28, header.length - 28, StandardCharsets.ISO_8859_1);
    assertThat(HexFormat.of().formatHex(header, 0, 14)).as("version 2, PROXY, TCP over IPv4").isEqualTo("0d0a0d0a000d0a515549540a2111");
    assertThat(Stream.of(16, 17, 18, 19).map(i -> String.valueOf(header[i] & 255)).toList()).isEqualTo(List.of(said[0].split("\\.")));
    assertThat(tail).as("the type of AWS, a length of two bytes, the subtype, the id").isEqualTo("\u00ea\0" + (char) (endpoint.length() + 1) + "\u0001" + endpoint);
  }

  private String node(String subnet) {
    return provider.aws("elbv2", "describe-load-balancers", "--load-balancer-arns", balancer).at("/LoadBalancers/0/AvailabilityZones").valueStream()
        .filter(z -> z.at("/SubnetId").asString().equals(subnet))
        .findFirst().orElseThrow().at("/LoadBalancerAddresses/0/PrivateIPv4Address").asString();
  }

  @Test
  void aZoneWithoutTargetsEndsConnectionsUnlessNodesUseAllZones() {
    accepted();
    provider.aws("elbv2", "deregister-targets", "--target-group-arn", web, "--targets", "Id=" + targetB);
    try {
      assertThat(curl(zonal("us-east-1b")).status()).as("refused").isEqualTo(7);
      assertThat(curl(zonal("us-east-1a")).out()).startsWith("a ");
      String found = consumer.postern("doctor").out();
      assertThat(found).contains("aws elbv2 modify-load-balancer-attributes --load-balancer-arn " + balancer);
      crossZone(true);
      assertThat(curl(zonal("us-east-1b")).out()).startsWith("a was asked by " + node(shop.b()));
      assertThat(consumer.postern("doctor").out()).doesNotContain("modify-load-balancer-attributes");
    } finally {
      crossZone(false);
      provider.aws("elbv2", "register-targets", "--target-group-arn", web, "--targets", "Id=" + targetB);
      await(() -> healthy(web) == 2);
    }
    assertThat(curl(zonal("us-east-1b")).out()).startsWith("b ");
  }

  private void crossZone(boolean on) {
    provider.aws("elbv2", "modify-load-balancer-attributes", "--load-balancer-arn", balancer, "--attributes", "Key=load_balancing.cross_zone.enabled,Value=" + on);
  }

  @Test
  void theBalancersGroupsJudgeClientsOfEndpointsUnlessTheyAreToldNotTo() {
    accepted();
    // What the balancer sends to its targets is for its groups too: the closed one lets everything out.
    groups(closed, "on");
    try {
      timesOut();
      String found = consumer.postern("doctor").out();
      assertThat(found).contains("aws elbv2 set-security-groups --load-balancer-arn " + balancer);
      groups(closed, "off");
      answers();
    } finally {
      groups(open, "on");
    }
    answers();
  }

  private void groups(String group, String enforcement) {
    // Debian's CLI does not know the option yet.
    Cloud.Ran ran =
        Cloud.run(
            List.of(
                "curl", "-sS", provider.endpoint() + "/", "--user", PROVIDER + ":test", "--aws-sigv4", "aws:amz:us-east-1:elasticloadbalancing", "--data-urlencode",
                "Action=SetSecurityGroups", "--data-urlencode", "Version=2015-12-01", "--data-urlencode", "LoadBalancerArn=" + balancer, "--data-urlencode",
                "SecurityGroups.member.1=" + group, "--data-urlencode", "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic=" + enforcement),
            Map.of());
    assertThat(ran.out()).contains("<EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic>" + enforcement);
  }

  @Test
  void theLossOfAZoneLeavesTheServiceThere() {
    accepted();
    assertThat(provider.postern("fail", "zone", "us-east-1b").status()).isZero();
    try {
      for (int i = 0; i < 3; i++) {
        assertThat(curl(regional).out()).startsWith("a ");
      }
      assertThat(curl(zonal("us-east-1b")).status()).isEqualTo(28);
    } finally {
      assertThat(provider.postern("restore", "zone", "us-east-1b").status()).isZero();
    }
  }

  @Test
  void aServiceInUseStaysAndStrangersDoNotSeeIt() {
    accepted();
    JsonNode deleted = provider.aws("ec2", "delete-vpc-endpoint-service-configurations", "--service-ids", service);
    assertThat(deleted.at("/Unsuccessful/0/Error/Code").asString()).isEqualTo("ExistingVpcEndpointConnections");
    assertThat(provider.tryAws("elbv2", "delete-load-balancer", "--load-balancer-arn", balancer).out()).contains("ResourceInUse");
    JsonNode seen = consumer.aws("ec2", "describe-vpc-endpoint-services", "--service-names", serviceName()).at("/ServiceDetails/0");
    assertThat(seen.at("/Owner").asString()).isEqualTo(PROVIDER);
    assertThat(seen.at("/AcceptanceRequired").asBoolean()).isTrue();
    Cloud stranger = provider.as("333333333333");
    assertThat(stranger.tryAws("ec2", "describe-vpc-endpoint-services", "--service-names", serviceName()).out()).contains("InvalidServiceName");
    assertThat(consumer.aws("ec2", "describe-vpc-endpoint-connections").at("/VpcEndpointConnections")).isEmpty();
    assertThat(consumer.tryAws("ec2", "accept-vpc-endpoint-connections", "--service-id", service, "--vpc-endpoint-ids", endpoint).out())
        .contains("InvalidVpcEndpointServiceId.NotFound");
  }

  @Test
  void aVerifiedNameLeadsToTheService() {
    accepted();
    provider.aws("ec2", "modify-vpc-endpoint-service-configuration", "--service-id", service, "--private-dns-name", "shop.example.com");
    JsonNode configuration =
        provider.aws("ec2", "describe-vpc-endpoint-service-configurations", "--service-ids", service).at("/ServiceConfigurations/0/PrivateDnsNameConfiguration");
    assertThat(configuration.at("/State").asString()).isEqualTo("pendingVerification");
    consumer.aws("ec2", "modify-vpc-attribute", "--vpc-id", customers.id(), "--enable-dns-hostnames", "Value=true");
    String[] turnOn = {"ec2", "modify-vpc-endpoint", "--vpc-endpoint-id", endpoint, "--private-dns-enabled"};
    assertThat(consumer.tryAws(turnOn).out()).contains("has not verified the private DNS name");
    String zone =
        provider.aws(
                "route53", "create-hosted-zone", "--name", "example.com", "--caller-reference", "shop", "--vpc", "VPCRegion=us-east-1,VPCId=" + shop.id())
            .at("/HostedZone/Id").asString();
    String record = configuration.at("/Name").asString() + ".example.com";
    provider.aws(
        "route53", "change-resource-record-sets", "--hosted-zone-id", zone, "--change-batch",
        "{\"Changes\":[{\"Action\":\"CREATE\",\"ResourceRecordSet\":{\"Name\":\"" + record + "\",\"Type\":\"TXT\",\"TTL\":1800,\"ResourceRecords\":[{\"Value\":\"\\\""
            + configuration.at("/Value").asString() + "\\\"\"}]}}]}");
    provider.aws("ec2", "start-vpc-endpoint-service-private-dns-verification", "--service-id", service);
    consumer.aws(turnOn);
    assertThat(curl("shop.example.com").out()).contains(" was asked by ");
    consumer.aws("ec2", "modify-vpc-endpoint", "--vpc-endpoint-id", endpoint, "--no-private-dns-enabled");
    assertThat(curl("shop.example.com").status()).as("no such name").isEqualTo(6);
  }
}
