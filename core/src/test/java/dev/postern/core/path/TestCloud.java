package dev.postern.core.path;

import dev.postern.core.fabric.Backbone;
import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.FabricCompiler;
import dev.postern.core.fabric.FilterLine;
import dev.postern.core.fabric.SiteCompiler;
import dev.postern.core.fabric.SiteFabric;
import dev.postern.core.fabric.TransitCompiler;
import dev.postern.core.fabric.TransitFabric;
import dev.postern.core.ip.Cidr;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.Instance;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkAcl;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Resource;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.Route;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.SecurityGroupRule;
import dev.postern.core.model.Site;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.TransitGateway;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.model.VpcPeeringConnection;
import dev.postern.core.services.PrefixLists;
import dev.postern.core.services.PublicSide;
import dev.postern.core.state.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A small cloud whose ids are readable: VPC {@code n} has subnets in zones a and b, each with an instance that everything may reach. */
final class TestCloud implements Outside {
  static final String ACCOUNT = "000000000000";
  static final String REGION = "us-east-1";
  Snapshot snapshot = Snapshot.EMPTY;

  /** VPC {@code n}: {@code 10.n.0.0/16}; {@code 10.n.0.0/24} in zone a and {@code 10.n.1.0/24} in zone b. */
  void vpc(int n) {
    Cidr block = Cidr.parse("10." + n + ".0.0/16");
    put(new Vpc(key(Kind.VPC, "vpc-" + n), List.of(new Vpc.CidrAssociation("a", block)), true, true, "dopt-0", "default", false));
    put(new SecurityGroup(key(Kind.SECURITY_GROUP, "sg-" + n), "vpc-" + n, "open", "", List.of(open(true), open(false))));
    put(new SecurityGroup(key(Kind.SECURITY_GROUP, "sg-" + n + "0"), "vpc-" + n, "closed", "", List.of(open(true))));
    List<NetworkAcl.Association> subnets = new ArrayList<>();
    for (int zone = 0; zone < 2; zone++) {
      String id = "subnet-" + n + zone;
      put(new Subnet(key(Kind.SUBNET, id), "vpc-" + n, Cidr.parse("10." + n + "." + zone + ".0/24"), REGION + "ab".charAt(zone), false, false));
      subnets.add(new NetworkAcl.Association("aclassoc-" + n + zone, id));
      instance(n, zone);
    }
    put(
        new NetworkAcl(
            key(Kind.NETWORK_ACL, "acl-" + n), "vpc-" + n, true,
            List.of(
                new NetworkAcl.Entry(100, true, "-1", true, Cidr.ANY, Optional.empty(), Optional.empty()),
                new NetworkAcl.Entry(100, false, "-1", true, Cidr.ANY, Optional.empty(), Optional.empty())),
            subnets));
    table(n, List.of());
  }

  private static SecurityGroupRule open(boolean egress) {
    return new SecurityGroupRule("sgr-1", egress, "-1", -1, -1, new SecurityGroupRule.CidrPeer(Cidr.ANY), Optional.empty());
  }

  private void instance(int n, int zone) {
    String id = "i-" + n + zone;
    put(
        new Instance(
            key(Kind.INSTANCE, id), "vpc-" + n, "subnet-" + n + zone, REGION + "ab".charAt(zone), "ami-0", "t3.micro", "r-0", 0, Optional.empty(), Optional.empty(),
            Optional.empty(), false, Instant.EPOCH, "", Instance.State.RUNNING, Optional.empty()));
    eni("eni-" + n + zone, n, zone, 10, "interface", List.of("sg-" + n), id);
  }

  NetworkInterface eni(String id, int n, int zone, int host, String type, List<String> groups, String hostId) {
    NetworkInterface eni =
        new NetworkInterface(
            key(Kind.NETWORK_INTERFACE, id), "vpc-" + n, "subnet-" + n + zone, REGION + "ab".charAt(zone), "02:00:00:00:00:01",
            List.of("10." + n + "." + zone + "." + host), groups, "", type, !type.equals("interface"), Optional.empty(), type.equals("interface"),
            Optional.of(new NetworkInterface.Attachment("a", hostId, 0, Instant.EPOCH, true)), Optional.empty());
    put(eni);
    return eni;
  }

  /** The main table of VPC {@code n} with these routes. */
  void table(int n, List<Route> routes, String... propagating) {
    put(
        new RouteTable(
            key(Kind.ROUTE_TABLE, "rtb-" + n), "vpc-" + n, routes, List.of(new RouteTable.Association("rtbassoc-" + n, Optional.empty())), List.of(propagating)));
  }

  /** An active peering connection {@code pcx-} and both numbers. */
  void peering(int n, int m) {
    VpcPeeringConnection.Side one = new VpcPeeringConnection.Side(ACCOUNT, REGION, "vpc-" + n, List.of());
    VpcPeeringConnection.Side two = new VpcPeeringConnection.Side(ACCOUNT, REGION, "vpc-" + m, List.of());
    String id = "pcx-" + n + m;
    put(new VpcPeeringConnection(key(Kind.VPC_PEERING_CONNECTION, id), one, two, VpcPeeringConnection.State.ACTIVE, "", Instant.EPOCH, Instant.EPOCH));
  }

  static Route route(String destination, Route.Target target) {
    return new Route(new Route.ToCidr(Cidr.parse(destination)), target);
  }

  /** An interface endpoint for SQS in zone a of VPC {@code n} at {@code 10.n.0.40}. */
  void interfaceEndpoint(int n, String group) {
    NetworkInterface eni = eni("eni-" + n + "40", n, 0, 40, "vpc_endpoint", List.of(group), "vpce-" + n + "40");
    put(
        new VpcEndpoint(
            key(Kind.VPC_ENDPOINT, "vpce-" + n + "40"), "vpc-" + n, "com.amazonaws.us-east-1.sqs", REGION, VpcEndpoint.Type.INTERFACE, List.of(),
            List.of(eni.subnetId()), List.of(group), List.of(eni.id()), "abcd1234", false, Optional.empty(), "{}", Instant.EPOCH, ""));
  }

  /** A gateway endpoint for S3 in VPC {@code n}; its main table has the route to it and {@code others}. */
  void gatewayEndpoint(int n, Route... others) {
    String list = PrefixLists.ofService(REGION, "com.amazonaws.us-east-1.s3").orElseThrow().id();
    put(VpcEndpoint.gateway(key(Kind.VPC_ENDPOINT, "vpce-" + n + "1"), "vpc-" + n, "com.amazonaws.us-east-1.s3", List.of("rtb-" + n), "{}", Instant.EPOCH, ""));
    List<Route> routes = new ArrayList<>(List.of(others));
    routes.add(new Route(new Route.ToPrefixList(list), new Route.ViaVpcEndpoint("vpce-" + n + "1")));
    table(n, routes);
  }

  void put(Resource resource) {
    snapshot = snapshot.with(resource);
  }

  static ResourceKey key(Kind kind, String id) {
    return new ResourceKey(ACCOUNT, REGION, kind, id);
  }

  /** A TCP connection from the instance in a zone of VPC {@code n}. */
  Path tcp(int n, int zone, String to, int port) {
    return send(n, zone, to, FilterLine.TCP, port);
  }

  Path send(int n, int zone, String to, int protocol, int port) {
    Fabric fabric = fabric(n);
    Packet packet = new Packet(Ip.parse("10." + n + "." + zone + ".10"), Ip.parse(to), protocol, protocol == FilterLine.ICMP ? Packet.ECHO_REQUEST : 40000, port);
    return PathResolver.resolve(fabric, this, fabric.portAt(packet.source()).orElseThrow(), packet);
  }

  /** From the first host of the only site. */
  Path fromSite(String to, int port) {
    SiteFabric site = sites().getFirst();
    SiteFabric.Host host = site.hosts().getFirst();
    return PathResolver.resolve(site, this, host, new Packet(host.ip(), Ip.parse(to), FilterLine.TCP, 40000, port));
  }

  @Override
  public Optional<Fabric> fabric(String vpcId) {
    return snapshot.located(Vpc.class, vpcId).map(v -> FabricCompiler.compile(snapshot, v));
  }

  private Fabric fabric(int n) {
    return FabricCompiler.compile(snapshot, snapshot.located(Vpc.class, "vpc-" + n).orElseThrow());
  }

  private List<SiteFabric> sites() {
    return snapshot.all(Site.class, Kind.SITE, ACCOUNT, REGION).stream().map(s -> SiteCompiler.compile(snapshot, s)).toList();
  }

  @Override
  public boolean isService(long address) {
    return PublicSide.isService(address);
  }

  @Override
  public Optional<Fabric> holderOf(long publicAddress) {
    return Optional.empty();
  }

  @Override
  public Optional<Backbone.Arrived> across(List<String> tables, long destination) {
    List<Fabric> vpcs = snapshot.all(Vpc.class, Kind.VPC, ACCOUNT, REGION).stream().map(v -> FabricCompiler.compile(snapshot, v)).toList();
    List<TransitFabric> gateways =
        snapshot.all(TransitGateway.class, Kind.TRANSIT_GATEWAY, ACCOUNT, REGION).stream().map(t -> TransitCompiler.compile(snapshot, t)).toList();
    return new Backbone(vpcs, sites(), gateways).across(tables, destination);
  }
}
