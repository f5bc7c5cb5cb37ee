package dev.postern.bench;

import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.FabricCompiler;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.Instance;
import dev.postern.core.model.InternetGateway;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NatGateway;
import dev.postern.core.model.NetworkAcl;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Resource;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.Route;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.SecurityGroupRule;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.services.PrefixList;
import dev.postern.core.services.PrefixLists;
import dev.postern.core.state.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A small VPC as a snapshot: two instances in two subnets behind one group, a NAT gateway, an internet gateway and one endpoint for S3. */
final class Network {
  static final String REGION = "us-east-1";
  static final String CLIENT = "i-00000000000000001";
  static final String SERVER = "i-00000000000000002";
  static final String SERVER_IP = "10.0.1.10";

  /** An address of S3, which leads through the endpoint, and one of another service, which leads through NAT. */
  static final String S3_IP = "52.216.0.10";

  static final String VPC = "vpc-00000000000000001";
  static final String ACCOUNT = "000000000000";
  private Snapshot snapshot = Snapshot.EMPTY;

  private Network() {}

  static Snapshot snapshot() {
    Network network = new Network();
    network.make();
    return network.snapshot;
  }

  static Fabric fabric() {
    Snapshot snapshot = snapshot();
    return FabricCompiler.compile(snapshot, snapshot.inNetwork(Vpc.class, VPC).getFirst());
  }

  private void make() {
    put(new Vpc(key(Kind.VPC, VPC), List.of(new Vpc.CidrAssociation("a", Cidr.parse("10.0.0.0/16"))), true, true, "dopt-0", "default", false));
    Cidr any = Cidr.ANY;
    put(
        new SecurityGroup(
            key(Kind.SECURITY_GROUP, "sg-00000000000000001"), VPC, "g", "g",
            List.of(
                new SecurityGroupRule("sgr-1", true, "-1", -1, -1, new SecurityGroupRule.CidrPeer(any), Optional.empty()),
                new SecurityGroupRule("sgr-2", false, "tcp", 0, 65535, new SecurityGroupRule.GroupPeer("sg-00000000000000001", ACCOUNT), Optional.empty()))));
    for (int i = 0; i < 3; i++) {
      String subnet = "subnet-0000000000000000" + i;
      put(new Subnet(key(Kind.SUBNET, subnet), VPC, Cidr.parse("10.0." + i + ".0/24"), REGION + "a", false, false));
    }
    host(CLIENT, 0, "interface", true, 1);
    host(SERVER, 1, "interface", true, 2);
    host("nat-00000000000000001", 2, "nat_gateway", false, 3);
    put(new NatGateway(key(Kind.NAT_GATEWAY, "nat-00000000000000001"), VPC, "subnet-00000000000000002", eni(3), Optional.empty(), true, Instant.EPOCH, ""));
    put(
        new ElasticIp(
            key(Kind.ELASTIC_IP, "eipalloc-00000000000000001"), "3.208.0.9",
            Optional.of(new ElasticIp.Association("x", eni(3), "10.0.2.10", VPC, Optional.empty()))));
    put(new InternetGateway(key(Kind.INTERNET_GATEWAY, "igw-00000000000000001"), Optional.of(VPC)));
    PrefixList s3 = PrefixLists.ofService(REGION, "com.amazonaws.us-east-1.s3").orElseThrow();
    String endpoint = "vpce-00000000000000001";
    put(
        VpcEndpoint.gateway(
            key(Kind.VPC_ENDPOINT, endpoint), VPC, s3.name(), List.of("rtb-00000000000000001"), "{}", Instant.EPOCH, ""));
    put(
        table(
            "rtb-00000000000000001",
            List.of(
                new Route(new Route.ToCidr(any), new Route.ViaNatGateway("nat-00000000000000001")),
                new Route(new Route.ToPrefixList(s3.id()), new Route.ViaVpcEndpoint(endpoint))),
            Optional.empty()));
    put(
        table(
            "rtb-00000000000000002", List.of(new Route(new Route.ToCidr(any), new Route.ViaInternetGateway("igw-00000000000000001"))),
            Optional.of("subnet-00000000000000002")));
    List<NetworkAcl.Association> subnets = IntStream.range(0, 3).mapToObj(i -> new NetworkAcl.Association("n" + i, "subnet-0000000000000000" + i)).toList();
    put(
        new NetworkAcl(
            key(Kind.NETWORK_ACL, "acl-00000000000000001"), VPC, true,
            List.of(
                new NetworkAcl.Entry(100, true, "-1", true, any, Optional.empty(), Optional.empty()),
                new NetworkAcl.Entry(100, false, "-1", true, any, Optional.empty(), Optional.empty())),
            subnets));
  }

  private RouteTable table(String id, List<Route> routes, Optional<String> subnet) {
    return new RouteTable(key(Kind.ROUTE_TABLE, id), VPC, routes, List.of(new RouteTable.Association("a" + id, subnet)), List.of());
  }

  private void host(String id, int subnet, String type, boolean checked, int number) {
    String subnetId = "subnet-0000000000000000" + subnet;
    NetworkInterface.Attachment attachment = new NetworkInterface.Attachment("t" + number, id, 0, Instant.EPOCH, true);
    List<String> groups = checked ? List.of("sg-00000000000000001") : List.of();
    put(
        new NetworkInterface(
            key(Kind.NETWORK_INTERFACE, eni(number)), VPC, subnetId, REGION + "a", "02:00:00:00:00:0" + number, List.of("10.0." + subnet + ".10"), groups, "",
            type, !checked, Optional.empty(), checked, Optional.of(attachment), Optional.empty()));
    if (checked) {
      put(
          new Instance(
              key(Kind.INSTANCE, id), VPC, subnetId, REGION + "a", "ami-0", "t3.micro", "r", 0, Optional.empty(), Optional.empty(), Optional.empty(), false,
              Instant.EPOCH, "", Instance.State.RUNNING, Optional.empty()));
    }
  }

  private static String eni(int number) {
    return "eni-0000000000000000" + number;
  }

  private void put(Resource resource) {
    snapshot = snapshot.with(resource);
  }

  private static ResourceKey key(Kind kind, String id) {
    return new ResourceKey(ACCOUNT, REGION, kind, id);
  }
}
