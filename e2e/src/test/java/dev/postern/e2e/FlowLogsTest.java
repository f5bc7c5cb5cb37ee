package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Flow logs tell of every packet that an interface's own counters know, and of no other; read back from S3 with the AWS CLI. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FlowLogsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String FORMAT =
      "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action}"
          + " ${log-status} ${vpc-id} ${subnet-id} ${instance-id} ${tcp-flags} ${type} ${pkt-srcaddr} ${pkt-dstaddr} ${region} ${az-id} ${sublocation-type}"
          + " ${sublocation-id} ${pkt-src-aws-service} ${pkt-dst-aws-service} ${flow-direction} ${traffic-path} ${ecs-task-id} ${reject-reason}";

  /** Answers each connection and datagram, until it is told to end. */
  private static final String SERVER =
      """
      import socket, threading
      tcp = socket.create_server(("0.0.0.0", 8080)); udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); udp.bind(("0.0.0.0", 9999))
      def echo():
        while True:
          data, peer = udp.recvfrom(9000); udp.sendto(data, peer)
      threading.Thread(target=echo, daemon=True).start()
      print("listening", flush=True)
      while True:
        connection, _ = tcp.accept(); data = connection.recv(9000); connection.sendall(data * 50); connection.close()
        if data == b"quit": break
      """;

  private static final String CLIENT =
      """
      import socket, struct, sys
      host = sys.argv[1]
      def tcp(port, data, expect=True):
        try:
          with socket.create_connection((host, port), 1.5) as c:
            c.sendall(data)
            while c.recv(65536): pass
          assert expect, port
        except OSError:
          assert not expect, port
      def udp(port, data, expect=True):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as u:
          u.settimeout(0.5); u.sendto(data, (host, port))
          try:
            u.recv(9000)
            assert expect, port
          except TimeoutError:
            assert not expect, port
      def ping(size):
        body = bytes(size); head = struct.pack("!BBHHH", 8, 0, 0, 7, 1)
        total = sum(struct.unpack("!%dH" % ((8 + size) // 2), head + body)); total = (total >> 16) + (total & 65535); total += total >> 16
        with socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP) as i:
          i.settimeout(2); i.sendto(struct.pack("!BBHHH", 8, 0, ~total & 65535, 7, 1) + body, (host, 0))
          while i.recv(9000)[20] != 0: pass
      for size in (1, 100, 8000): tcp(8080, b"x" * size); udp(9999, b"y" * size); ping(size & ~1)
      tcp(8081, b"z", False); tcp(8082, b"z", False); tcp(25, b"z", False); udp(9998, b"z", False)
      print("done")
      """;

  private Path files;
  private Cloud cloud;
  private PrivateSubnet network;
  private String server;
  private String idle;
  private String nat;
  private String endpoint;
  private String gatewayUrl;
  private String s3Address;
  private String ddbAddress;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    files = folder;
    cloud = Cloud.start(folder.resolve("cloud"));
    network = PrivateSubnet.make(cloud, "10.0.0.0/16", "logged");
    String vpc = network.vpc();
    String group = group("clients", "tcp", 8080, 8082, "udp", 9998, 9999, "icmp", -1, -1, "tcp", 443, 443);
    String servers = group("servers", "tcp", 8080, 8081, "udp", 9999, 9999, "icmp", -1, -1, "tcp", 443, 443);
    cloud.aws("ec2", "modify-network-interface-attribute", "--network-interface-id", eni(network.instance()), "--groups", group);
    String subnet = subnet("10.0.5.0/24");
    server = PrivateSubnet.run(cloud, subnet, "logged", "--security-group-ids", servers);
    idle = PrivateSubnet.run(cloud, subnet, "logged");
    String acl = cloud.aws("ec2", "create-network-acl", "--vpc-id", vpc).at("/NetworkAcl/NetworkAclId").asString();
    entry(acl, 100, "tcp", "deny", "From=8081,To=8081", "--ingress");
    entry(acl, 200, "-1", "allow", "From=0,To=65535", "--ingress");
    entry(acl, 200, "-1", "allow", "From=0,To=65535", "--egress");
    JsonNode associations = cloud.aws("ec2", "describe-network-acls", "--filters", "Name=association.subnet-id,Values=" + subnet).at("/NetworkAcls/0/Associations");
    String association =
        StreamSupport.stream(associations.spliterator(), false).filter(a -> a.get("SubnetId").asString().equals(subnet)).findFirst().orElseThrow()
            .get("NetworkAclAssociationId").asString();
    cloud.aws("ec2", "replace-network-acl-association", "--association-id", association, "--network-acl-id", acl);
    network.endpoint(cloud, "s3");
    endpoint =
        cloud.aws(
                "ec2", "create-vpc-endpoint", "--vpc-endpoint-type", "Interface", "--vpc-id", vpc, "--service-name", "com.amazonaws.us-east-1.sts", "--subnet-ids",
                subnet, "--security-group-ids", servers)
            .at("/VpcEndpoint/NetworkInterfaceIds/0").asString();
    nat = natGateway();
    cloud.aws("s3api", "create-bucket", "--bucket", "flows");
    cloud.aws("s3api", "create-bucket", "--bucket", "things");
    Path object = files.resolve("object");
    Files.write(object, new byte[2_000_000]);
    cloud.aws("s3api", "put-object", "--bucket", "things", "--key", "object", "--body", object.toString());
    // Signed for the name that AWS's S3 has; nothing is asked.
    gatewayUrl =
        Cloud.run(
                List.of("/usr/bin/aws", "--endpoint-url", "https://s3.us-east-1.amazonaws.com", "s3", "presign", "s3://things/object"),
                Map.of("AWS_ACCESS_KEY_ID", "test", "AWS_SECRET_ACCESS_KEY", "test", "AWS_DEFAULT_REGION", "us-east-1"))
            .out();
    s3Address = resolve("s3.us-east-1.amazonaws.com");
    ddbAddress = resolve("dynamodb.us-east-1.amazonaws.com");
  }

  @AfterAll
  void stop() {
    cloud.close();
  }

  private String group(String name, Object... rules) {
    String id = cloud.aws("ec2", "create-security-group", "--group-name", name, "--description", name, "--vpc-id", network.vpc()).at("/GroupId").asString();
    boolean clients = name.equals("clients");
    if (clients) {
      cloud.aws("ec2", "revoke-security-group-egress", "--group-id", id, "--ip-permissions", "IpProtocol=-1,IpRanges=[{CidrIp=0.0.0.0/0}]");
    }
    for (int i = 0; i < rules.length; i += 3) {
      cloud.aws(
          "ec2", clients ? "authorize-security-group-egress" : "authorize-security-group-ingress", "--group-id", id, "--ip-permissions",
          "IpProtocol=" + rules[i] + ",FromPort=" + rules[i + 1] + ",ToPort=" + rules[i + 2] + ",IpRanges=[{CidrIp=0.0.0.0/0}]");
    }
    return id;
  }

  private String subnet(String block) {
    return cloud.aws("ec2", "create-subnet", "--vpc-id", network.vpc(), "--cidr-block", block, "--availability-zone", "us-east-1a").at("/Subnet/SubnetId").asString();
  }

  private void entry(String acl, int number, String protocol, String action, String ports, String direction) {
    cloud.aws(
        "ec2", "create-network-acl-entry", "--network-acl-id", acl, "--rule-number", String.valueOf(number), "--protocol", protocol, "--rule-action", action,
        "--port-range", ports, "--cidr-block", "0.0.0.0/0", direction);
  }

  private String natGateway() {
    String gateway = cloud.aws("ec2", "create-internet-gateway").at("/InternetGateway/InternetGatewayId").asString();
    cloud.aws("ec2", "attach-internet-gateway", "--internet-gateway-id", gateway, "--vpc-id", network.vpc());
    String outside = subnet("10.0.9.0/24");
    String table = cloud.aws("ec2", "create-route-table", "--vpc-id", network.vpc()).at("/RouteTable/RouteTableId").asString();
    cloud.aws("ec2", "associate-route-table", "--route-table-id", table, "--subnet-id", outside);
    cloud.aws("ec2", "create-route", "--route-table-id", table, "--destination-cidr-block", "0.0.0.0/0", "--gateway-id", gateway);
    String address = cloud.aws("ec2", "allocate-address").at("/AllocationId").asString();
    JsonNode made = cloud.aws("ec2", "create-nat-gateway", "--subnet-id", outside, "--allocation-id", address).at("/NatGateway");
    cloud.aws("ec2", "create-route", "--route-table-id", network.table(), "--destination-cidr-block", "0.0.0.0/0", "--nat-gateway-id", made.get("NatGatewayId").asString());
    return made.at("/NatGatewayAddresses/0/NetworkInterfaceId").asString();
  }

  private String eni(String instance) {
    return cloud.aws("ec2", "describe-instances", "--instance-ids", instance).at("/Reservations/0/Instances/0/NetworkInterfaces/0/NetworkInterfaceId").asString();
  }

  private String ip(String eni) {
    return cloud.aws("ec2", "describe-network-interfaces", "--network-interface-ids", eni).at("/NetworkInterfaces/0/PrivateIpAddress").asString();
  }

  private String resolve(String name) {
    return cloud.exec(network.instance(), "getent", "ahostsv4", name).split("\\s+")[0];
  }

  private String create(String resource, String type, String... more) {
    String[] words =
        Stream.concat(
                Stream.of("ec2", "create-flow-logs", "--resource-ids", resource, "--resource-type", type, "--traffic-type", "ALL", "--max-aggregation-interval", "60"),
                Stream.of(more))
            .toArray(String[]::new);
    JsonNode made = cloud.aws(words);
    assertThat(made.path("Unsuccessful")).as(made.toString()).isEmpty();
    return made.at("/FlowLogIds/0").asString();
  }

  /** What a router's links and metered addresses have carried. */
  private Map<String, Long> counters() {
    Map<String, Long> counters = new HashMap<>();
    for (JsonNode link : JsonMapper.shared().readTree(cloud.exec(network.vpc(), "ip", "-s", "-j", "link"))) {
      String name = link.get("ifname").asString();
      for (String way : List.of("rx", "tx")) {
        JsonNode stats = link.at("/stats64/" + way);
        // A device counts the Ethernet header too.
        counters.put(name + " " + way, stats.get("bytes").asLong() - 14 * stats.get("packets").asLong());
      }
    }
    for (String set : List.of("meter_in", "meter_out")) {
      JsonNode listed = JsonMapper.shared().readTree(cloud.exec(network.vpc(), "nft", "-j", "list", "set", "ip", "postern", set));
      counters.put(set, listed.findValues("bytes").stream().mapToLong(JsonNode::asLong).sum());
    }
    return counters;
  }

  /** The counters once nothing moves any more. */
  private Map<String, Long> quiet() {
    Instant end = Instant.now().plus(PATIENCE);
    Map<String, Long> before = counters();
    Map<String, Long> now = counters();
    while (!now.equals(before) && Instant.now().isBefore(end)) {
      before = now;
      now = counters();
    }
    return now;
  }

  /** The records below a prefix of a bucket, field by field. */
  private List<Map<String, String>> records(String prefix, Predicate<List<Map<String, String>>> whole) throws IOException {
    Instant end = Instant.now().plus(PATIENCE);
    List<Map<String, String>> records = List.of();
    while (!whole.test(records) && Instant.now().isBefore(end)) {
      records = read(prefix);
    }
    return records;
  }

  private List<Map<String, String>> read(String prefix) throws IOException {
    Path copy = Files.createTempDirectory(files, "copy");
    Cloud.Ran ran = cloud.tryAws("s3", "cp", "--recursive", "s3://flows/" + prefix, copy.toString());
    assertThat(ran.status()).as(ran.out()).isZero();
    List<Map<String, String>> records = new ArrayList<>();
    try (Stream<Path> all = Files.walk(copy)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        assertThat(copy.relativize(file).toString()).matches(
            "AWSLogs/000000000000/vpcflowlogs/us-east-1/\\d{4}/\\d\\d/\\d\\d/000000000000_vpcflowlogs_us-east-1_fl-[0-9a-f]{17}_\\d{8}T\\d{4}Z_[0-9a-f]{8}\\.log\\.gz");
        List<String> lines;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
          lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
        String[] names = lines.getFirst().split(" ");
        for (String line : lines.subList(1, lines.size())) {
          String[] values = line.split(" ");
          assertThat(values).as(line).hasSameSizeAs(names);
          Map<String, String> record = new HashMap<>();
          for (int i = 0; i < names.length; i++) {
            record.put(names[i], values[i]);
          }
          records.add(record);
        }
      }
    }
    return records;
  }

  private static long bytes(List<Map<String, String>> records, String eni, String direction, String action) {
    return records.stream()
        .filter(r -> r.get("interface-id").equals(eni) && r.get("flow-direction").equals(direction) && r.get("action").matches(action))
        .mapToLong(r -> Long.parseLong(r.get("bytes")))
        .sum();
  }

  private static String link(String eni) {
    return "e" + eni.substring(eni.length() - 13);
  }

  @Test
  void bytesEqualTheInterfacesCountersToTheByte() throws Exception {
    String client = eni(network.instance());
    String target = eni(server);
    CompletableFuture<Cloud.Ran> serving = CompletableFuture.supplyAsync(() -> cloud.tryExec(server, "python3", "-c", SERVER));
    awaitListener();
    String log = create(network.vpc(), "VPC", "--log-destination-type", "s3", "--log-destination", "arn:aws:s3:::flows/bytes", "--log-format", FORMAT);
    Map<String, Long> before = quiet();

    assertThat(cloud.exec(network.instance(), "python3", "-c", CLIENT, ip(target))).isEqualTo("done");
    curl(gatewayUrl, "s3.us-east-1.amazonaws.com", s3Address);
    curl("https://sts.us-east-1.amazonaws.com/?Action=GetCallerIdentity", "sts.us-east-1.amazonaws.com", ip(endpoint));
    curl("https://dynamodb.us-east-1.amazonaws.com/", "dynamodb.us-east-1.amazonaws.com", ddbAddress);
    cloud.exec(network.instance(), "python3", "-c", "import socket; c = socket.create_connection(('" + ip(target) + "', 8080)); c.sendall(b'quit')\nwhile c.recv(999): pass");
    assertThat(serving.join().status()).isZero();

    Map<String, Long> after = quiet();
    cloud.aws("ec2", "delete-flow-logs", "--flow-log-ids", log);
    assertThat(counters()).isEqualTo(after);
    List<Map<String, String>> records =
        records("bytes/", r -> bytes(r, client, "egress", ".*") == after.get(link(client) + " rx") - before.get(link(client) + " rx"));

    for (String eni : List.of(client, target, nat)) {
      assertThat(bytes(records, eni, "egress", "ACCEPT|REJECT")).as("sent by " + eni).isPositive()
          .isEqualTo(after.get(link(eni) + " rx") - before.get(link(eni) + " rx"));
      assertThat(bytes(records, eni, "ingress", "ACCEPT")).as("received by " + eni).isPositive()
          .isEqualTo(after.get(link(eni) + " tx") - before.get(link(eni) + " tx"));
    }
    assertThat(bytes(records, endpoint, "ingress", "ACCEPT")).isPositive().isEqualTo(after.get("meter_in") - before.get("meter_in"));
    assertThat(bytes(records, endpoint, "egress", "ACCEPT")).isPositive().isEqualTo(after.get("meter_out") - before.get("meter_out"));
    assertThat(records).allSatisfy(r -> assertThat(r).containsEntry("version", "8").containsEntry("account-id", "000000000000"));
    fates(records, client, target);
    paths(records, client);
    assertThat(records.stream().filter(r -> r.get("interface-id").equals(eni(idle)))).isNotEmpty()
        .allSatisfy(r -> assertThat(r).containsEntry("log-status", "NODATA").containsEntry("bytes", "-").containsEntry("srcaddr", "-"));
  }

  private void awaitListener() {
    Instant end = Instant.now().plus(PATIENCE);
    while (!cloud.exec(server, "ss", "-lnt").contains(":8080") && Instant.now().isBefore(end)) {
      Thread.onSpinWait();
    }
  }

  private void curl(String url, String name, String address) {
    cloud.exec(network.instance(), "curl", "-sS", "-o", "/dev/null", "--max-time", "20", "--resolve", name + ":443:" + address, url);
  }

  private static List<Map<String, String>> of(List<Map<String, String>> records, String... wanted) {
    return records.stream()
        .filter(r -> {
          boolean all = true;
          for (int i = 0; i < wanted.length; i += 2) {
            all &= wanted[i + 1].equals(r.get(wanted[i]));
          }
          return all;
        })
        .toList();
  }

  /** Who refused is who tells of it. */
  private void fates(List<Map<String, String>> records, String client, String target) {
    // Port 25 is not in the sender's group; 8081 is denied by the receiver's network ACL, 8082 and UDP 9998 are not in its group.
    assertThat(of(records, "interface-id", client, "dstport", "25", "action", "REJECT", "flow-direction", "egress", "tcp-flags", "2")).hasSize(1);
    assertThat(of(records, "interface-id", target, "dstport", "25")).isEmpty();
    for (String port : List.of("8081", "8082", "9998")) {
      assertThat(of(records, "interface-id", client, "dstport", port)).as(port).hasSize(1).allSatisfy(r -> assertThat(r).containsEntry("action", "ACCEPT"));
      assertThat(of(records, "interface-id", target, "dstport", port)).as(port).hasSize(1)
          .allSatisfy(r -> assertThat(r).containsEntry("action", "REJECT").containsEntry("flow-direction", "ingress").containsEntry("traffic-path", "-"));
    }
    assertThat(of(records, "interface-id", target, "dstport", "8080", "flow-direction", "ingress")).isNotEmpty()
        .allSatisfy(r -> assertThat(r).containsEntry("tcp-flags", "3").containsEntry("instance-id", server).containsEntry("type", "IPv4"));
    assertThat(of(records, "interface-id", target, "srcport", "8080", "flow-direction", "egress", "traffic-path", "1")).isNotEmpty()
        .allSatisfy(r -> assertThat(r).containsEntry("tcp-flags", "19"));
    assertThat(of(records, "interface-id", client, "protocol", "1", "flow-direction", "egress"))
        .allSatisfy(r -> assertThat(r).containsEntry("srcport", "0").containsEntry("dstport", "0").containsEntry("packets", "3"));
  }

  private void paths(List<Map<String, String>> records, String client) {
    assertThat(of(records, "interface-id", client, "dstaddr", s3Address, "traffic-path", "7", "pkt-dst-aws-service", "S3")).hasSize(1);
    assertThat(of(records, "interface-id", client, "dstaddr", ip(endpoint), "traffic-path", "1")).hasSize(1);
    assertThat(of(records, "interface-id", endpoint, "dstaddr", ip(endpoint), "instance-id", "-", "flow-direction", "ingress")).hasSize(1);
    // Through the NAT gateway: to its interface on the client, out by the internet gateway on its own.
    assertThat(of(records, "interface-id", client, "dstaddr", ddbAddress, "traffic-path", "1", "pkt-dst-aws-service", "DYNAMODB")).hasSize(1);
    assertThat(of(records, "interface-id", nat, "dstaddr", ip(nat), "pkt-dstaddr", ddbAddress, "srcaddr", ip(client), "flow-direction", "ingress")).hasSize(1);
    assertThat(of(records, "interface-id", nat, "srcaddr", ip(nat), "dstaddr", ddbAddress, "traffic-path", "8")).hasSize(1);
    assertThat(of(records, "interface-id", nat, "srcaddr", ip(nat), "pkt-srcaddr", ddbAddress, "dstaddr", ip(client))).hasSize(1);
  }
}
