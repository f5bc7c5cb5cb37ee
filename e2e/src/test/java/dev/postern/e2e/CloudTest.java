package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds of a whole cloud: it is sealed, it survives kill -9, it leaves nothing behind, and equal VPCs do not meet. */
class CloudTest {
  @TempDir private Path data;

  @Test
  void twoVpcsWithTheSameBlockLiveSideBySideAndCannotReachEachOther() {
    try (Cloud cloud = Cloud.start(data)) {
      PrivateSubnet one = PrivateSubnet.make(cloud, "10.0.0.0/16", "one");
      PrivateSubnet two = PrivateSubnet.make(cloud, "10.0.0.0/16", "two");
      String neighbour = PrivateSubnet.run(cloud, one.subnet(), "one", "--private-ip-address", "10.0.0.99");
      String here = ip(cloud, one.instance());
      // Within the VPC the default group lets its members in: refused means that the packet arrived.
      assertThat(connect(cloud, neighbour, here)).contains("refused");
      // The other VPC has the same block; 10.0.0.99 lives in the first one alone.
      assertThat(connect(cloud, one.instance(), "10.0.0.99")).contains("refused");
      assertThat(connect(cloud, two.instance(), "10.0.0.99")).contains("timed out");
      assertThat(ip(cloud, two.instance())).isEqualTo(here);
    }
  }

  @Test
  void anInterfaceCannotSendFromAnAddressThatIsNotItsOwn() {
    try (Cloud cloud = Cloud.start(data)) {
      PrivateSubnet network = PrivateSubnet.make(cloud, "10.0.0.0/16", "spoof");
      String victim = ip(cloud, PrivateSubnet.run(cloud, network.subnet(), "spoof"));
      assertThat(connect(cloud, network.instance(), victim)).isEqualTo("refused");
      cloud.exec(network.instance(), "ip", "addr", "add", "10.0.0.77/32", "dev", "eth0");
      Cloud.Ran spoofed = cloud.tryExec(network.instance(), "curl", "-sS", "--interface", "10.0.0.77", "--connect-timeout", "2", "http://" + victim + ":81/");
      assertThat(spoofed.status()).as(spoofed.out()).isEqualTo(28);
    }
  }

  @Test
  void anotherEngineStandsBehindTheEndpoint(@TempDir Path engineData) {
    try (Cloud engine = Cloud.start(engineData);
        Cloud cloud = Cloud.start(data, "--backend", "s3=" + engine.endpoint())) {
      PrivateSubnet network = PrivateSubnet.make(cloud, "10.0.0.0/16", "backend");
      network.endpoint(cloud, "s3");
      engine.aws("s3api", "create-bucket", "--bucket", "made-in-the-engine");
      assertThat(cloud.aws("s3api", "list-buckets").at("/Buckets/0/Name").asString()).isEqualTo("made-in-the-engine");
      assertThat(cloud.tryExec(network.instance(), "curl", "-sS", "-o", "/dev/null", "-w", "%{http_code}", "https://made-in-the-engine.s3.us-east-1.amazonaws.com/x").out())
          .endsWith("403");
    }
  }

  @Test
  void theFabricIsSealed() {
    String links = Cloud.run(List.of("ip", "-o", "link"), Map.of()).out();
    try (Cloud cloud = Cloud.start(data)) {
      PrivateSubnet network = PrivateSubnet.make(cloud, "10.0.0.0/16", "sealed");
      String gateway = cloud.aws("ec2", "create-internet-gateway").at("/InternetGateway/InternetGatewayId").asString();
      cloud.aws("ec2", "attach-internet-gateway", "--internet-gateway-id", gateway, "--vpc-id", network.vpc());
      cloud.aws("ec2", "create-route", "--route-table-id", network.table(), "--destination-cidr-block", "0.0.0.0/0", "--gateway-id", gateway);
      String allocation = cloud.aws("ec2", "allocate-address", "--domain", "vpc").at("/AllocationId").asString();
      cloud.aws("ec2", "associate-address", "--allocation-id", allocation, "--instance-id", network.instance());
      // The host's own network has no new link while the cloud runs, and no namespace of the cloud has one of the host's.
      assertThat(Cloud.run(List.of("ip", "-o", "link"), Map.of()).out()).isEqualTo(links);
      String inside = cloud.exec(network.instance(), "ip", "-o", "link");
      assertThat(inside.lines().map(l -> l.split(": ")[1].split("@")[0])).containsExactlyInAnyOrder("lo", "eth0");
      assertThat(cloud.exec(network.vpc(), "ip", "-o", "link").lines().map(l -> l.split(": ")[1].split("@")[0]))
          .allMatch(device -> device.equals("lo") || device.equals("igw") || device.matches("[ep][0-9a-f]{13}"));
      // With a public address the instance reaches AWS's public side, which is on this machine, and nothing else.
      assertThat(cloud.exec(network.instance(), "curl", "-sS", "https://checkip.amazonaws.com"))
          .isEqualTo(cloud.aws("ec2", "describe-addresses").at("/Addresses/0/PublicIp").asString());
      assertThat(connect(cloud, network.instance(), "9.9.9.9")).contains("timed out");
      assertThat(cloud.tryExec(network.instance(), "curl", "-sS", "-m", "3", "https://example.com").status()).isEqualTo(6);
    }
    assertThat(Cloud.run(List.of("ip", "-o", "link"), Map.of()).out()).isEqualTo(links);
  }

  @Test
  void everyAcknowledgedChangeSurvivesKillMinusNineAndNothingIsLeft() throws Exception {
    try (Cloud cloud = Cloud.start(data)) {
      PrivateSubnet network = PrivateSubnet.make(cloud, "10.0.0.0/16", "killed");
      String endpoint = network.endpoint(cloud, "s3");
      assertThat(kill(data)).isPositive();
      cloud.up();
      assertThat(cloud.aws("ec2", "describe-vpc-endpoints", "--vpc-endpoint-ids", endpoint).at("/VpcEndpoints/0/State").asString())
          .isEqualTo("available");
      cloud.aws("s3api", "create-bucket", "--bucket", "after-the-kill");
      assertThat(cloud.exec(network.instance(), "/usr/bin/aws", "s3", "ls")).contains("after-the-kill");
    }
    assertThat(processesOf(data)).as("processes left after down").isEmpty();
  }

  @Test
  void userDataRunsInTheInstance() throws Exception {
    try (Cloud cloud = Cloud.start(data)) {
      PrivateSubnet network = PrivateSubnet.make(cloud, "10.0.0.0/16", "user-data");
      network.endpoint(cloud, "s3");
      cloud.aws("s3api", "create-bucket", "--bucket", "user-data-bucket");
      Path script = Files.writeString(data.resolve("user-data.sh"), "#!/bin/sh\nhostname -I > /tmp/postern-$$ && /usr/bin/aws s3 cp /tmp/postern-$$ s3://user-data-bucket/said; rm /tmp/postern-$$\n");
      String instance = PrivateSubnet.run(cloud, network.subnet(), "user-data", "--user-data", "file://" + script);
      await(() -> cloud.tryAws("s3api", "head-object", "--bucket", "user-data-bucket", "--key", "said").status() == 0);
      Path said = data.resolve("said");
      cloud.aws("s3api", "get-object", "--bucket", "user-data-bucket", "--key", "said", said.toString());
      assertThat(said).content().contains(ip(cloud, instance));
    }
  }

  @Test
  void aPortInUseEndsWithStatusThreeAndOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Cloud.Ran up =
          Cloud.run(
              List.of(Cloud.ROOT.resolve("postern").toString(), "up", "--detach", "--port", String.valueOf(taken.getLocalPort()), "--data", data.toString()),
              Map.of());
      assertThat(up.status()).isEqualTo(3);
      assertThat(up.out().lines()).hasSize(1);
      assertThat(up.out()).contains(String.valueOf(taken.getLocalPort())).contains("--port");
    }
  }

  private static String ip(Cloud cloud, String instance) {
    return cloud.aws("ec2", "describe-instances", "--instance-ids", instance).at("/Reservations/0/Instances/0/PrivateIpAddress").asString();
  }

  /** What a TCP connection to a port that nobody listens on says: refused when the packet arrives, timed out when it is dropped. */
  private static String connect(Cloud cloud, String from, String to) {
    Cloud.Ran ran = cloud.tryExec(from, "curl", "-sS", "--connect-timeout", "2", "http://" + to + ":81/");
    return ran.status() == 7 ? "refused" : ran.status() == 28 ? "timed out" : ran.toString();
  }

  /** Kills every process of a cloud as by {@code kill -9}, and returns when none is left. @return how many there were */
  static int kill(Path data) throws Exception {
    List<Long> processes = processesOf(data);
    processes.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    await(() -> processesOf(data).isEmpty());
    return processes.size();
  }

  /** The processes whose command line names the folder; ProcessHandle cuts long command lines off. */
  private static List<Long> processesOf(Path data) {
    return ProcessHandle.allProcesses().map(ProcessHandle::pid).filter(pid -> commandLine(pid).contains(data.toString())).toList();
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return "";
    }
  }

  private static void await(BooleanSupplier condition) {
    long latest = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within 60 seconds").isLessThan(latest);
      Thread.onSpinWait();
    }
  }
}
