package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./postern capture}, its files read with tcpdump. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CaptureTest {
  private static final String S3 = "https://s3.us-east-1.amazonaws.com/";
  private Cloud cloud;
  private PrivateSubnet net;

  @BeforeAll
  void start(@TempDir Path data) {
    cloud = Cloud.start(data);
    net = PrivateSubnet.make(cloud, "10.0.0.0/16", "captured");
  }

  @AfterAll
  void stop() {
    cloud.close();
  }

  private String packets(Path file) {
    Cloud.Ran ran = Cloud.run(List.of("tcpdump", "-Z", System.getProperty("user.name"), "-nr", file.toString()), Map.of("PATH", System.getenv("PATH") + ":/usr/sbin"));
    assertThat(ran.status()).as(ran.out()).isZero();
    return ran.out();
  }

  /** One that runs, with what it said first. */
  private Process capture(String... words) throws IOException {
    Process process = cloud.begin(words);
    assertThat(errors(process).readLine()).startsWith("capturing eni-");
    return process;
  }

  private static BufferedReader errors(Process process) {
    return process.errorReader();
  }

  @Test
  void whatAnInstanceAsksAndGetsIsInTheFileAndCtrlCEndsItWell(@TempDir Path folder) throws Exception {
    net.endpoint(cloud, "s3");
    Path file = folder.resolve("request.pcap");
    Process process = capture("capture", net.instance(), "--write", file.toString());
    try {
      assertThat(cloud.exec(net.instance(), "curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", S3)).isEqualTo("403");
      assertThat(Cloud.run(List.of("kill", "-INT", String.valueOf(process.pid())), Map.of()).status()).isZero();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(errors(process).readLine()).matches("\\d+ packets, \\d+ bytes");
    } finally {
      process.destroy();
    }
    String seen = packets(file);
    assertThat(seen).contains("A? s3.us-east-1.amazonaws.com.").containsPattern("IP 10\\.0\\.0\\.\\d+\\.\\d+ > [\\d.]+\\.443: Flags \\[S\\]").containsPattern("\\.443 > 10\\.0\\.0\\.\\d+\\.\\d+: Flags \\[S\\.\\]");
  }

  @Test
  void whatIsDroppedAfterwardsIsSeenToo(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("dropped.pcap");
    PrivateSubnet alone = PrivateSubnet.make(cloud, "10.1.0.0/16", "captured");
    Process process = capture("capture", alone.instance(), "-w", file.toString(), "--count", "1", "--json");
    try {
      assertThat(cloud.tryExec(alone.instance(), "curl", "-s", "--connect-timeout", "1", "http://52.216.0.1/").status()).isEqualTo(28);
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(JsonMapper.shared().readTree(process.inputReader().readLine()).path("packets").asInt()).isEqualTo(1);
    } finally {
      process.destroy();
    }
    assertThat(packets(file)).containsPattern("> 52\\.216\\.0\\.1\\.80: Flags \\[S\\]");
  }

  /** A device that is not in the namespace where it is looked for ends the command with status 3. */
  @Test
  void whateverHasALinkCanBeSeen(@TempDir Path folder) throws IOException {
    String gateway = cloud.aws("ec2", "create-internet-gateway").at("/InternetGateway/InternetGatewayId").asString();
    cloud.aws("ec2", "attach-internet-gateway", "--internet-gateway-id", gateway, "--vpc-id", net.vpc());
    String address = cloud.aws("ec2", "allocate-address").at("/AllocationId").asString();
    String nat = cloud.aws("ec2", "create-nat-gateway", "--subnet-id", net.subnet(), "--allocation-id", address).at("/NatGateway/NatGatewayId").asString();
    String device =
        cloud.aws("ec2", "create-customer-gateway", "--type", "ipsec.1", "--bgp-asn", "65000", "--public-ip", "203.0.113.7").at("/CustomerGateway/CustomerGatewayId").asString();
    Cloud.Ran made = cloud.postern("site", "create", "--json", "--cidr", "192.168.0.0/24", "--customer-gateway", device);
    assertThat(made.status()).as(made.out()).isZero();
    JsonNode site = JsonMapper.shared().readTree(made.out());
    Path code = folder.resolve("code.zip");
    Files.writeString(folder.resolve("code.py"), "def handler(event, context): return 1");
    assertThat(Cloud.run(List.of("/usr/bin/python3", "-m", "zipfile", "-c", code.toString(), folder.resolve("code.py").toString()), Map.of()).status()).isZero();
    cloud.aws(
        "lambda", "create-function", "--function-name", "seen", "--runtime", "python3.13", "--handler", "code.handler", "--role", "arn:aws:iam::000000000000:role/captured",
        "--zip-file", "fileb://" + code);
    for (String id : List.of(net.endpoint(cloud, "dynamodb"), gateway, nat, site.path("id").asString(), site.at("/hosts/0/id").asString(), "seen")) {
      Path file = folder.resolve(id + ".pcap");
      Cloud.Ran ran = cloud.postern("capture", id, "--seconds", "1", "-w", file.toString());
      assertThat(ran.status()).as(id + ": " + ran.out()).isZero();
      assertThat(packets(file)).contains("link-type EN10MB (Ethernet)");
    }
  }

  @Test
  void badUsageIsOneLineAndWritesNothing(@TempDir Path folder) throws IOException {
    Path there = Files.writeString(folder.resolve("there"), "mine");
    for (List<String> bad :
        List.of(List.of("i-0123456789abcdef0", "-w", folder.resolve("new").toString()), List.of(net.instance(), "-w", there.toString()), List.of(net.instance(), "--json", "-w", "-"),
            List.of(net.instance(), "-w", folder.resolve("no/folder").toString()), List.of(net.instance(), "--count", "-1"))) {
      Cloud.Ran ran = cloud.postern(java.util.stream.Stream.concat(java.util.stream.Stream.of("capture"), bad.stream()).toArray(String[]::new));
      assertThat(ran.status()).as(bad + ": " + ran.out()).isEqualTo(2);
      assertThat(ran.out()).startsWith("postern: ").hasLineCount(1);
    }
    assertThat(there).hasContent("mine");
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void severalInterfacesAreNamedToChooseFrom() {
    String second =
        cloud.aws("ec2", "create-subnet", "--vpc-id", net.vpc(), "--cidr-block", "10.0.1.0/24", "--availability-zone", "us-east-1b").at("/Subnet/SubnetId").asString();
    String endpoint =
        cloud.aws(
                "ec2", "create-vpc-endpoint", "--vpc-id", net.vpc(), "--service-name", "com.amazonaws.us-east-1.sqs", "--vpc-endpoint-type", "Interface", "--no-private-dns-enabled",
                "--subnet-ids", net.subnet(), second)
            .at("/VpcEndpoint/VpcEndpointId").asString();
    Cloud.Ran ran = cloud.postern("capture", endpoint);
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.out()).matches("postern: " + endpoint + " has 2 interfaces, name one: eni-\\w+, eni-\\w+ .*");
  }
}
