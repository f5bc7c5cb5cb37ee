package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Callers from elsewhere, with real packets: an on-premises site over a VPN or Direct Connect, a peered VPC, one of another account, another
 * Region, a VPC behind a transit gateway. Each reaches S3 through the hub's interface endpoint, and none through its gateway endpoint.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HybridTest {
  private static final String BUCKET = "hybrid-bucket";

  /** Addresses of S3 in us-east-1 that the gateway endpoint has. */
  private static final String S3_BLOCK = "52.216.0.0/15";

  private static final String S3_ADDRESS = "52.216.0.10";

  private Cloud cloud;
  private PrivateSubnet hub;
  private String gatewayEndpoint;
  private String interfaceName;
  private String interfaceZone;
  private String vpnGateway;
  private List<String> resolver;
  private String host;

  @BeforeAll
  void start(@TempDir Path data) {
    cloud = Cloud.start(data);
    hub = PrivateSubnet.make(cloud, "10.0.0.0/16", "hybrid");
    cloud.aws("ec2", "modify-vpc-attribute", "--vpc-id", hub.vpc(), "--enable-dns-hostnames", "Value=true");
    cloud.aws("s3api", "create-bucket", "--bucket", BUCKET);
    String group = group(hub.vpc());
    cloud.aws("ec2", "authorize-security-group-ingress", "--group-id", group, "--protocol", "-1", "--cidr", "0.0.0.0/0");
    gatewayEndpoint = hub.endpoint(cloud, "s3");
    JsonNode made =
        cloud.aws(
            "ec2", "create-vpc-endpoint", "--vpc-endpoint-type", "Interface", "--vpc-id", hub.vpc(), "--service-name", "com.amazonaws.us-east-1.s3",
            "--subnet-ids", hub.subnet(), "--private-dns-enabled");
    interfaceName = made.at("/VpcEndpoint/DnsEntries/0/DnsName").asString().replace("*.", "bucket.");
    interfaceZone = made.at("/VpcEndpoint/DnsEntries/0/HostedZoneId").asString();
    resolver = resolverEndpoint(group);
    host = site();
  }

  @AfterAll
  void stop() {
    cloud.close();
  }

  private String group(String vpc) {
    return cloud.aws("ec2", "describe-security-groups", "--filters", "Name=vpc-id,Values=" + vpc).at("/SecurityGroups/0/GroupId").asString();
  }

  private List<String> resolverEndpoint(String group) {
    cloud.aws(
        "route53resolver", "create-resolver-endpoint", "--creator-request-id", "hybrid", "--direction", "INBOUND", "--security-group-ids", group, "--ip-addresses",
        "SubnetId=" + hub.subnet() + ",Ip=10.0.0.53", "SubnetId=" + hub.subnet() + ",Ip=10.0.0.54");
    return List.of("10.0.0.53", "10.0.0.54");
  }

  private String site() {
    String customer = cloud.aws("ec2", "create-customer-gateway", "--type", "ipsec.1", "--bgp-asn", "65000", "--ip-address", "198.51.100.7")
        .at("/CustomerGateway/CustomerGatewayId").asString();
    vpnGateway = cloud.aws("ec2", "create-vpn-gateway", "--type", "ipsec.1").at("/VpnGateway/VpnGatewayId").asString();
    cloud.aws("ec2", "attach-vpn-gateway", "--vpc-id", hub.vpc(), "--vpn-gateway-id", vpnGateway);
    String connection =
        cloud.aws("ec2", "create-vpn-connection", "--type", "ipsec.1", "--customer-gateway-id", customer, "--vpn-gateway-id", vpnGateway, "--options", "StaticRoutesOnly=true")
            .at("/VpnConnection/VpnConnectionId").asString();
    cloud.aws("ec2", "create-vpn-connection-route", "--vpn-connection-id", connection, "--destination-cidr-block", "192.168.0.0/16");
    cloud.aws("ec2", "enable-vgw-route-propagation", "--gateway-id", vpnGateway, "--route-table-id", hub.table());
    return siteHost("--cidr", "192.168.0.0/16", "--customer-gateway", customer, "--towards-aws", S3_BLOCK);
  }

  /** The host of a new site that asks the inbound resolver endpoint. */
  private String siteHost(String... how) {
    Cloud.Ran made =
        cloud.postern(Stream.concat(Stream.of("site", "create", "--json", "--dns", String.join(",", resolver)), Stream.of(how)).toArray(String[]::new));
    assertThat(made.status()).as(made.out()).isZero();
    return JsonMapper.shared().readTree(made.out()).at("/hosts/0/id").asString();
  }

  /** Lists the bucket from a host with the client's default settings, or with an endpoint. */
  private Cloud.Ran list(String from, String... more) {
    return listOf(BUCKET, from, more);
  }

  private Cloud.Ran listOf(String bucket, String from, String... more) {
    return cloud.tryExec(
        from,
        Stream.concat(
                Stream.of("/usr/bin/aws", "s3api", "list-objects-v2", "--bucket", bucket, "--cli-connect-timeout", "3", "--cli-read-timeout", "5"), Stream.of(more))
            .toArray(String[]::new));
  }

  private static void assertWorks(Cloud.Ran ran) {
    assertThat(ran.status()).as(ran.out()).isZero();
  }

  /** What a program sees that connects to the service's public address: the gateway endpoint is not for it. */
  private void assertNotThroughTheGatewayEndpoint(String from) {
    Cloud.Ran curl = cloud.tryExec(from, "curl", "-s", "--connect-timeout", "3", "--resolve", "s3.us-east-1.amazonaws.com:443:" + S3_ADDRESS, "https://s3.us-east-1.amazonaws.com/");
    assertThat(curl.status()).as("curl gives up connecting: " + curl.out()).isEqualTo(28);
    String records = Cloud.run(List.of("curl", "-s", cloud.endpoint() + "/_postern/access?since=2020-01-01T00:00:00Z"), Map.of()).out();
    assertThat(records).doesNotContain("\"vpce\":\"" + gatewayEndpoint + "\",\"vpc\":\"" + hub.vpc() + "\",\"source\":\"192");
  }

  private JsonNode path(String from, String to) {
    String query = "from=" + URLEncoder.encode(from, StandardCharsets.UTF_8) + "&to=" + to + "&port=443";
    return JsonMapper.shared().readTree(Cloud.run(List.of("curl", "-s", cloud.endpoint() + "/_postern/path?" + query), Map.of()).out());
  }

  @Test
  void aSiteResolvesThroughTheInboundEndpointAndReachesS3ByTheInterfaceEndpoint() {
    assertThat(cloud.exec(host, "getent", "ahostsv4", "s3.us-east-1.amazonaws.com")).startsWith("10.0.0.");
    assertWorks(list(host));
    assertThat(cloud.exec(hub.instance(), "getent", "ahostsv4", "s3.us-east-1.amazonaws.com")).as("hosts of the VPC keep the gateway endpoint").doesNotStartWith("10.");
    assertWorks(list(hub.instance()));
  }

  @Test
  void aSiteDoesNotReachTheGatewayEndpointAndTheModelSaysWhy() {
    assertNotThroughTheGatewayEndpoint(host);
    assertThat(path(host, S3_ADDRESS).at("/end/code").asString()).isEqualTo("VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION");
  }

  @Test
  void theGatewayEndpointIsKeptWhileTheInterfaceEndpointNeedsIt() {
    JsonNode answer = cloud.aws("ec2", "delete-vpc-endpoints", "--vpc-endpoint-ids", gatewayEndpoint);
    assertThat(answer.at("/Unsuccessful/0/Error/Code").asString()).isEqualTo("InvalidParameter");
    assertWorks(list(hub.instance()));
  }

  @Test
  void aPeeredVpcReachesTheInterfaceEndpointByItsOwnNameAndNotTheGatewayEndpoint() {
    PrivateSubnet spoke = PrivateSubnet.make(cloud, "10.1.0.0/16", "hybrid");
    String peering =
        cloud.aws("ec2", "create-vpc-peering-connection", "--vpc-id", spoke.vpc(), "--peer-vpc-id", hub.vpc())
            .at("/VpcPeeringConnection/VpcPeeringConnectionId").asString();
    cloud.aws("ec2", "accept-vpc-peering-connection", "--vpc-peering-connection-id", peering);
    for (String block : List.of("10.0.0.0/16", S3_BLOCK)) {
      cloud.aws("ec2", "create-route", "--route-table-id", spoke.table(), "--destination-cidr-block", block, "--vpc-peering-connection-id", peering);
    }
    assertThat(list(spoke.instance(), "--endpoint-url", "https://" + interfaceName).status()).as("there is no route back yet").isNotZero();
    cloud.aws("ec2", "create-route", "--route-table-id", hub.table(), "--destination-cidr-block", "10.1.0.0/16", "--vpc-peering-connection-id", peering);
    assertWorks(list(spoke.instance(), "--endpoint-url", "https://" + interfaceName));
    assertNotThroughTheGatewayEndpoint(spoke.instance());
    assertThat(list(spoke.instance()).status()).as("private names do not cross a peering connection").isNotZero();
    cloud.aws("ec2", "delete-vpc-peering-connection", "--vpc-peering-connection-id", peering);
    assertThat(list(spoke.instance(), "--endpoint-url", "https://" + interfaceName).status()).as("the connection is gone").isNotZero();
  }

  @Test
  void aVpcOfAnotherAccountReachesItOnceThePeeringIsAccepted() {
    Cloud consumer = cloud.as("111122223333");
    PrivateSubnet spoke = PrivateSubnet.make(consumer, "10.4.0.0/16", "hybrid");
    consumer.aws("s3api", "create-bucket", "--bucket", "hybrid-consumers-bucket");
    String peering =
        consumer.aws("ec2", "create-vpc-peering-connection", "--vpc-id", spoke.vpc(), "--peer-vpc-id", hub.vpc(), "--peer-owner-id", "000000000000")
            .at("/VpcPeeringConnection/VpcPeeringConnectionId").asString();
    for (String block : List.of("10.0.0.0/16", S3_BLOCK)) {
      consumer.aws("ec2", "create-route", "--route-table-id", spoke.table(), "--destination-cidr-block", block, "--vpc-peering-connection-id", peering);
    }
    cloud.aws("ec2", "create-route", "--route-table-id", hub.table(), "--destination-cidr-block", "10.4.0.0/16", "--vpc-peering-connection-id", peering);
    assertThat(cloud.exec(spoke.instance(), "getent", "ahostsv4", interfaceName)).as("the name is public").startsWith("10.0.0.");
    assertThat(timesOut(spoke.instance())).as("the connection waits to be accepted").isTrue();
    Cloud.Ran own = consumer.tryAws("ec2", "accept-vpc-peering-connection", "--vpc-peering-connection-id", peering);
    assertThat(own.out()).as("the other account accepts").contains("OperationNotPermitted");
    cloud.aws("ec2", "accept-vpc-peering-connection", "--vpc-peering-connection-id", peering);
    assertWorks(listOf("hybrid-consumers-bucket", spoke.instance(), "--endpoint-url", "https://" + interfaceName));
    assertNotThroughTheGatewayEndpoint(spoke.instance());
    cloud.aws("ec2", "delete-vpc-peering-connection", "--vpc-peering-connection-id", peering);
    assertThat(timesOut(spoke.instance())).as("the connection is gone").isTrue();
  }

  /** Whether a host gets no connection to the interface endpoint, and no refusal either. */
  private boolean timesOut(String from) {
    String address = cloud.exec(hub.instance(), "getent", "ahostsv4", interfaceName).split(" ")[0];
    Cloud.Ran curl = cloud.tryExec(from, "curl", "-s", "--connect-timeout", "3", "--resolve", interfaceName + ":443:" + address, "https://" + interfaceName + "/");
    return curl.status() == 28;
  }

  @Test
  void directConnectCarriesASiteForAsLongAsThereIsAVirtualInterface() {
    String connection =
        cloud.aws("directconnect", "create-connection", "--location", "Postern", "--bandwidth", "10Gbps", "--connection-name", "line").at("/connectionId").asString();
    String line =
        cloud.aws(
                "directconnect", "create-private-virtual-interface", "--connection-id", connection, "--new-private-virtual-interface",
                "virtualInterfaceName=line,vlan=101,asn=65001,virtualGatewayId=" + vpnGateway)
            .at("/virtualInterfaceId").asString();
    String office = siteHost("--cidr", "172.16.0.0/16", "--virtual-interface", line);
    assertThat(cloud.exec(office, "getent", "ahostsv4", "s3.us-east-1.amazonaws.com")).startsWith("10.0.0.");
    assertWorks(list(office));
    assertNotThroughTheGatewayEndpoint(office);
    cloud.aws("directconnect", "delete-virtual-interface", "--virtual-interface-id", line);
    assertThat(timesOut(office)).isTrue();
    assertWorks(list(host));
  }

  @Test
  void aVpcOfAnotherRegionReachesItOverPeering() {
    Elsewhere there = Elsewhere.make(cloud, "eu-west-1", "10.2.0.0/16");
    String peering =
        cloud.aws("--region", "eu-west-1", "ec2", "create-vpc-peering-connection", "--vpc-id", there.vpc(), "--peer-vpc-id", hub.vpc(), "--peer-region", "us-east-1")
            .at("/VpcPeeringConnection/VpcPeeringConnectionId").asString();
    assertThat(cloud.tryAws("--region", "eu-west-1", "ec2", "accept-vpc-peering-connection", "--vpc-peering-connection-id", peering).status())
        .as("the accepter's Region accepts").isNotZero();
    cloud.aws("ec2", "accept-vpc-peering-connection", "--vpc-peering-connection-id", peering);
    cloud.aws("--region", "eu-west-1", "ec2", "create-route", "--route-table-id", there.table(), "--destination-cidr-block", "10.0.0.0/16", "--vpc-peering-connection-id", peering);
    cloud.aws("ec2", "create-route", "--route-table-id", hub.table(), "--destination-cidr-block", "10.2.0.0/16", "--vpc-peering-connection-id", peering);
    assertWorks(list(there.instance(), "--region", "us-east-1", "--endpoint-url", "https://" + interfaceName));
  }

  @Test
  void aVpcBehindATransitGatewayReachesIt() {
    PrivateSubnet spoke = PrivateSubnet.make(cloud, "10.3.0.0/16", "hybrid");
    String gateway = cloud.aws("ec2", "create-transit-gateway").at("/TransitGateway/TransitGatewayId").asString();
    List<PrivateSubnet> both = new ArrayList<>(List.of(hub, spoke));
    for (PrivateSubnet one : both) {
      cloud.aws("ec2", "create-transit-gateway-vpc-attachment", "--transit-gateway-id", gateway, "--vpc-id", one.vpc(), "--subnet-ids", one.subnet());
    }
    cloud.aws("ec2", "create-route", "--route-table-id", spoke.table(), "--destination-cidr-block", "10.0.0.0/16", "--transit-gateway-id", gateway);
    cloud.aws("ec2", "create-route", "--route-table-id", hub.table(), "--destination-cidr-block", "10.3.0.0/16", "--transit-gateway-id", gateway);
    assertWorks(list(spoke.instance(), "--endpoint-url", "https://" + interfaceName));
    assertThat(list(spoke.instance()).status()).as("S3's own names are not the endpoint's there").isNotZero();
    aliases(spoke.vpc());
    assertThat(list(spoke.instance()).status()).as("a private hosted zone needs both DNS attributes of the VPC").isNotZero();
    cloud.aws("ec2", "modify-vpc-attribute", "--vpc-id", spoke.vpc(), "--enable-dns-hostnames", "Value=true");
    for (String name : List.of("s3.us-east-1.amazonaws.com", BUCKET + ".s3.us-east-1.amazonaws.com")) {
      assertThat(cloud.exec(spoke.instance(), "getent", "ahostsv4", name)).startsWith("10.0.0.");
    }
    assertWorks(list(spoke.instance()));
  }

  /** A private hosted zone in which S3's names are aliases of the hub's interface endpoint, at a VPC. */
  private void aliases(String vpc) {
    String zone =
        cloud.aws("route53", "create-hosted-zone", "--name", "s3.us-east-1.amazonaws.com", "--caller-reference", vpc, "--vpc", "VPCRegion=us-east-1,VPCId=" + vpc)
            .at("/HostedZone/Id").asString();
    for (String name : List.of("s3.us-east-1.amazonaws.com", "*.s3.us-east-1.amazonaws.com")) {
      String target = "{\"HostedZoneId\":\"" + interfaceZone + "\",\"DNSName\":\"" + interfaceName.replace("bucket.", "*.") + "\",\"EvaluateTargetHealth\":false}";
      String set = "{\"Name\":\"" + name + "\",\"Type\":\"A\",\"AliasTarget\":" + target + "}";
      cloud.aws(
          "route53", "change-resource-record-sets", "--hosted-zone-id", zone, "--change-batch",
          "{\"Changes\":[{\"Action\":\"CREATE\",\"ResourceRecordSet\":" + set + "}]}");
    }
  }

  /** A VPC of another Region with one subnet and one instance. */
  private record Elsewhere(String vpc, String table, String instance) {
    static Elsewhere make(Cloud cloud, String region, String cidr) {
      String vpc = cloud.aws("--region", region, "ec2", "create-vpc", "--cidr-block", cidr).at("/Vpc/VpcId").asString();
      String subnet = cloud.aws("--region", region, "ec2", "create-subnet", "--vpc-id", vpc, "--cidr-block", cidr.replace("/16", "/24")).at("/Subnet/SubnetId").asString();
      String table = cloud.aws("--region", region, "ec2", "describe-route-tables", "--filters", "Name=vpc-id,Values=" + vpc).at("/RouteTables/0/RouteTableId").asString();
      String instance =
          cloud.aws("--region", region, "ec2", "run-instances", "--image-id", "ami-0123456789abcdef0", "--instance-type", "t3.micro", "--subnet-id", subnet, "--iam-instance-profile", "Name=hybrid")
              .at("/Instances/0/InstanceId").asString();
      return new Elsewhere(vpc, table, instance);
    }
  }
}
