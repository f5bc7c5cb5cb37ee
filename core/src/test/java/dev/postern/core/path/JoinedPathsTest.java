package dev.postern.core.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.fabric.FilterLine;
import dev.postern.core.ip.Cidr;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.CustomerGateway;
import dev.postern.core.model.InternetGateway;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkAcl;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Route;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.Site;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.TransitGateway;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpnConnection;
import dev.postern.core.model.VpnGateway;
import dev.postern.core.model.ZoneFault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who reaches an interface endpoint and who does not, and that a gateway endpoint is for its own VPC alone. */
class JoinedPathsTest {
  private static final String S3 = "52.216.0.10";
  private final TestCloud cloud = new TestCloud();

  private static End.Stopped stopped(Path path) {
    assertThat(path.end()).isInstanceOf(End.Stopped.class);
    return (End.Stopped) path.end();
  }

  @Test
  void anEndpointAnswersOnItsPortInEveryZone() {
    cloud.vpc(1);
    cloud.interfaceEndpoint(1, "sg-1");
    for (int zone = 0; zone < 2; zone++) {
      assertThat(cloud.tcp(1, zone, "10.1.0.40", 443).end()).isEqualTo(new End.AtEndpoint("vpce-140", "vpc-1", Ip.parse("10.1." + zone + ".10")));
    }
    assertThat(stopped(cloud.tcp(1, 0, "10.1.0.40", 80)).code()).isEqualTo(ExplanationCode.TARGET_PORT_RESTRICTION);
    assertThat(stopped(cloud.send(1, 0, "10.1.0.40", FilterLine.ICMP, 0)).origin()).isEqualTo("vpce-140");
  }

  @Test
  void theEndpointsGroupDecidesInTheSameSubnetToo() {
    cloud.vpc(1);
    cloud.interfaceEndpoint(1, "sg-10");
    assertThat(stopped(cloud.tcp(1, 0, "10.1.0.40", 443))).isEqualTo(new End.Stopped(ExplanationCode.ENI_SG_RULES_MISMATCH, "eni-140", false));
  }

  @Test
  void aZoneThatIsDownTakesItsInterfaces() {
    cloud.vpc(1);
    cloud.interfaceEndpoint(1, "sg-1");
    cloud.put(new ZoneFault(TestCloud.key(Kind.ZONE_FAULT, "us-east-1b")));
    assertThat(cloud.tcp(1, 1, "10.1.0.40", 443).end().delivered()).isTrue();
    cloud.put(new ZoneFault(TestCloud.key(Kind.ZONE_FAULT, "us-east-1a")));
    assertThat(stopped(cloud.tcp(1, 1, "10.1.0.40", 443)).code()).isEqualTo(ExplanationCode.UNKNOWN_DESTINATION);
  }

  private void peering() {
    cloud.vpc(1);
    cloud.vpc(2);
    cloud.peering(1, 2);
  }

  @Test
  void aPeeredVpcReachesAnInterfaceEndpointIfBothSidesHaveRoutes() {
    peering();
    cloud.interfaceEndpoint(2, "sg-2");
    Route.Target peer = new Route.ViaVpcPeeringConnection("pcx-12");
    assertThat(stopped(cloud.tcp(1, 0, "10.2.0.40", 443)).code()).isEqualTo(ExplanationCode.NO_ROUTE_TO_DESTINATION);
    cloud.table(1, List.of(TestCloud.route("10.2.0.0/16", peer)));
    assertThat(stopped(cloud.tcp(1, 0, "10.2.0.40", 443))).isEqualTo(new End.Stopped(ExplanationCode.NO_ROUTE_TO_DESTINATION, "rtb-2", true));
    cloud.table(2, List.of(TestCloud.route("10.1.0.0/16", peer)));
    assertThat(cloud.tcp(1, 0, "10.2.0.40", 443).end()).isEqualTo(new End.AtEndpoint("vpce-240", "vpc-2", Ip.parse("10.1.0.10")));
  }

  @Test
  void aPeeredVpcDoesNotReachAGatewayEndpoint() {
    peering();
    Route.Target peer = new Route.ViaVpcPeeringConnection("pcx-12");
    cloud.gatewayEndpoint(2, TestCloud.route("10.1.0.0/16", peer));
    cloud.table(1, List.of(TestCloud.route("52.216.0.0/15", peer)));
    assertThat(cloud.tcp(2, 0, S3, 443).end().delivered()).isTrue();
    assertThat(stopped(cloud.tcp(1, 0, S3, 443))).isEqualTo(new End.Stopped(ExplanationCode.PCX_REQUIRES_ADDRESS_IN_VPC_CIDR, "pcx-12", false));
  }

  private void site(boolean isStatic, Cidr... towardsAws) {
    cloud.vpc(1);
    cloud.put(new CustomerGateway(TestCloud.key(Kind.CUSTOMER_GATEWAY, "cgw-1"), 65000, "198.51.100.1", Optional.empty()));
    cloud.put(new VpnGateway(TestCloud.key(Kind.VPN_GATEWAY, "vgw-1"), 64512, Optional.of("vpc-1")));
    List<Cidr> routes = isStatic ? List.of(Cidr.parse("192.168.0.0/16")) : List.of();
    cloud.put(
        new VpnConnection(TestCloud.key(Kind.VPN_CONNECTION, "vpn-1"), "cgw-1", Optional.of("vgw-1"), Optional.empty(), isStatic, routes, Instant.EPOCH));
    cloud.put(
        new Site(
            TestCloud.key(Kind.SITE, "site-1"), "s", List.of(Cidr.parse("192.168.0.0/16")), List.of("cgw-1"), List.of(), List.of(towardsAws), List.of(),
            List.of(new Site.Host("onprem-1", "192.168.0.10"))));
  }

  @Test
  void aSiteReachesAnInterfaceEndpointOnceItsRouteIsPropagated() {
    for (boolean isStatic : List.of(true, false)) {
      site(isStatic);
      cloud.interfaceEndpoint(1, "sg-1");
      cloud.table(1, List.of());
      assertThat(stopped(cloud.fromSite("10.1.0.40", 443))).isEqualTo(new End.Stopped(ExplanationCode.NO_ROUTE_TO_DESTINATION, "rtb-1", true));
      cloud.table(1, List.of(), "vgw-1");
      assertThat(cloud.fromSite("10.1.0.40", 443).end()).isEqualTo(new End.AtEndpoint("vpce-140", "vpc-1", Ip.parse("192.168.0.10")));
    }
  }

  @Test
  void aSiteDoesNotReachAGatewayEndpointEvenWhenItsRouterSendsThatWay() {
    site(true, Cidr.parse("52.216.0.0/15"));
    cloud.gatewayEndpoint(1, TestCloud.route("192.168.0.0/16", new Route.ViaVpnGateway("vgw-1")));
    assertThat(stopped(cloud.fromSite(S3, 443)))
        .isEqualTo(new End.Stopped(ExplanationCode.VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION, "vgw-1", false));
    assertThat(cloud.tcp(1, 0, "192.168.0.10", 443).end()).isEqualTo(new End.AtSiteHost("site-1", "onprem-1", Ip.parse("10.1.0.10")));
  }

  @Test
  void anEqualStaticRouteGoesBeforeALearntOne() {
    site(true);
    cloud.table(1, List.of(TestCloud.route("192.168.0.0/16", new Route.ViaNatGateway("nat-1"))), "vgw-1");
    assertThat(stopped(cloud.tcp(1, 0, "192.168.0.10", 443)).code()).isEqualTo(ExplanationCode.BAD_STATE_ROUTE);
  }

  private void transitGateway(List<String> associated, List<String> propagating) {
    cloud.vpc(1);
    cloud.vpc(2);
    cloud.put(new TransitGateway(TestCloud.key(Kind.TRANSIT_GATEWAY, "tgw-1"), "", 64512, Optional.empty(), Optional.empty(), Instant.EPOCH));
    for (int n = 1; n <= 2; n++) {
      NetworkInterface eni = cloud.eni("eni-" + n + "50", n, 0, 50, "transit_gateway", List.of(), "tgw-attach-" + n);
      cloud.put(
          new TransitGatewayAttachment(
              TestCloud.key(Kind.TRANSIT_GATEWAY_ATTACHMENT, "tgw-attach-" + n), "tgw-1", Optional.of("vpc-" + n), List.of(eni.subnetId()), List.of(eni.id()),
              Optional.empty(), Instant.EPOCH));
      cloud.table(n, List.of(TestCloud.route("10.0.0.0/8", new Route.ViaTransitGateway("tgw-1"))));
    }
    cloud.put(
        new TransitGatewayRouteTable(
            TestCloud.key(Kind.TRANSIT_GATEWAY_ROUTE_TABLE, "tgw-rtb-1"), "tgw-1", List.of(), associated, propagating, Instant.EPOCH));
  }

  @Test
  void aTransitGatewayCarriesBetweenAttachedVpcs() {
    List<String> both = List.of("tgw-attach-1", "tgw-attach-2");
    transitGateway(both, both);
    cloud.interfaceEndpoint(2, "sg-2");
    assertThat(cloud.tcp(1, 0, "10.2.0.40", 443).end()).isEqualTo(new End.AtEndpoint("vpce-240", "vpc-2", Ip.parse("10.1.0.10")));
    assertThat(cloud.tcp(1, 0, "10.2.1.10", 443).end().delivered()).as("the answer starts in a zone without an interface").isFalse();
  }

  @Test
  void aTransitGatewayTakesPacketsByTheSendersZoneAlone() {
    List<String> both = List.of("tgw-attach-1", "tgw-attach-2");
    transitGateway(both, both);
    assertThat(stopped(cloud.tcp(1, 1, "10.2.0.10", 443))).isEqualTo(new End.Stopped(ExplanationCode.BAD_STATE_ROUTE, "rtb-1/10.0.0.0/8", false));
  }

  @Test
  void withoutAssociationOrPropagationNothingPasses() {
    transitGateway(List.of(), List.of("tgw-attach-2"));
    assertThat(stopped(cloud.tcp(1, 0, "10.2.0.10", 443)).code()).isEqualTo(ExplanationCode.TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION);
    transitGateway(List.of("tgw-attach-1", "tgw-attach-2"), List.of("tgw-attach-1"));
    assertThat(stopped(cloud.tcp(1, 0, "10.2.0.10", 443)).code()).isEqualTo(ExplanationCode.TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT);
  }

  @Test
  void whatComesByATransitGatewayAndGoesOnByAPeeringConnectionGetsNoAnswer() {
    List<String> both = List.of("tgw-attach-1", "tgw-attach-2");
    transitGateway(both, both);
    cloud.vpc(3);
    cloud.peering(2, 3);
    Route.Target transit = new Route.ViaTransitGateway("tgw-1");
    Route.Target peer = new Route.ViaVpcPeeringConnection("pcx-23");
    cloud.put(
        new TransitGatewayRouteTable(
            TestCloud.key(Kind.TRANSIT_GATEWAY_ROUTE_TABLE, "tgw-rtb-1"), "tgw-1",
            List.of(new TransitGatewayRouteTable.StaticRoute(Cidr.ANY, Optional.of("tgw-attach-2"))), both, List.of(), Instant.EPOCH));
    cloud.table(1, List.of(TestCloud.route("10.0.0.0/8", transit)));
    cloud.table(2, List.of(TestCloud.route("10.3.0.0/16", peer), TestCloud.route("10.0.0.0/8", transit)));
    cloud.table(3, List.of(TestCloud.route("10.1.0.0/16", peer)));
    assertThat(stopped(cloud.tcp(1, 0, "10.3.0.10", 443))).isEqualTo(new End.Stopped(ExplanationCode.GATEWAY_REJECTS_SPOOFED_TRAFFIC, "pcx-23", false));
    // With the sender's block in both VPCs the packet looks like the middle one's own, and so does its answer.
    Vpc middle = cloud.snapshot.located(Vpc.class, "vpc-2").orElseThrow();
    cloud.put(middle.withCidrs(List.of(middle.cidrs().getFirst(), new Vpc.CidrAssociation("b", Cidr.parse("10.1.0.0/16")))));
    assertThat(stopped(cloud.tcp(1, 0, "10.3.0.10", 443))).isEqualTo(new End.Stopped(ExplanationCode.VPC_LOCAL_ROUTE_CIDR_RESTRICTION, "vpc-2", true));
  }

  @Test
  void whatLeavesByAnotherVpcsInternetGatewayWithAnAddressOfThatVpcGetsNoAnswer() {
    List<String> both = List.of("tgw-attach-1", "tgw-attach-2");
    transitGateway(both, both);
    cloud.put(
        new TransitGatewayRouteTable(
            TestCloud.key(Kind.TRANSIT_GATEWAY_ROUTE_TABLE, "tgw-rtb-1"), "tgw-1",
            List.of(new TransitGatewayRouteTable.StaticRoute(Cidr.ANY, Optional.of("tgw-attach-2"))), both, List.of(), Instant.EPOCH));
    cloud.table(1, List.of(TestCloud.route("0.0.0.0/0", new Route.ViaTransitGateway("tgw-1"))));
    cloud.put(new InternetGateway(TestCloud.key(Kind.INTERNET_GATEWAY, "igw-2"), Optional.of("vpc-2")));
    cloud.table(2, List.of(TestCloud.route("0.0.0.0/0", new Route.ViaInternetGateway("igw-2"))));
    assertThat(stopped(cloud.tcp(1, 0, S3, 443)).code()).isEqualTo(ExplanationCode.IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS);
    // The middle VPC has the sender's block too, and a public address for the host of its own that has the sender's address.
    Vpc middle = cloud.snapshot.located(Vpc.class, "vpc-2").orElseThrow();
    cloud.put(middle.withCidrs(List.of(middle.cidrs().getFirst(), new Vpc.CidrAssociation("b", Cidr.parse("10.1.0.0/16")))));
    cloud.put(
        new NetworkInterface(
            TestCloud.key(Kind.NETWORK_INTERFACE, "eni-29"), "vpc-2", "subnet-20", "us-east-1a", "02:00:00:00:00:29", List.of("10.1.0.10"), List.of("sg-2"), "", "interface",
            false, Optional.empty(), true, Optional.of(new NetworkInterface.Attachment("b", "i-20", 1, Instant.EPOCH, true)), Optional.of("3.208.0.10")));
    assertThat(stopped(cloud.tcp(1, 0, S3, 443))).isEqualTo(new End.Stopped(ExplanationCode.GATEWAY_REJECTS_SPOOFED_TRAFFIC, "igw-2", false));
  }

  @Test
  void whatATransitGatewayLeadsBackIntoItsOwnVpcIsAnsweredThere() {
    List<String> both = List.of("tgw-attach-1", "tgw-attach-2");
    transitGateway(both, both);
    cloud.put(
        new TransitGatewayRouteTable(
            TestCloud.key(Kind.TRANSIT_GATEWAY_ROUTE_TABLE, "tgw-rtb-1"), "tgw-1",
            List.of(new TransitGatewayRouteTable.StaticRoute(Cidr.ANY, Optional.of("tgw-attach-1"))), both, List.of(), Instant.EPOCH));
    // The attachment has a subnet of its own in zone b, which has the main table with the endpoint; the host's table leads to the transit gateway.
    cloud.gatewayEndpoint(1);
    cloud.put(
        new RouteTable(
            TestCloud.key(Kind.ROUTE_TABLE, "rtb-19"), "vpc-1", List.of(TestCloud.route("0.0.0.0/0", new Route.ViaTransitGateway("tgw-1"))),
            List.of(new RouteTable.Association("rtbassoc-19", Optional.of("subnet-11"))), List.of()));
    cloud.put(new Subnet(TestCloud.key(Kind.SUBNET, "subnet-12"), "vpc-1", Cidr.parse("10.1.2.0/24"), "us-east-1b", false, false));
    NetworkAcl acl = cloud.snapshot.located(NetworkAcl.class, "acl-1").orElseThrow();
    List<NetworkAcl.Association> subnets = new ArrayList<>(acl.associations());
    subnets.add(new NetworkAcl.Association("aclassoc-12", "subnet-12"));
    cloud.put(new NetworkAcl(acl.key(), "vpc-1", true, acl.entries(), subnets));
    cloud.put(
        new NetworkInterface(
            TestCloud.key(Kind.NETWORK_INTERFACE, "eni-151"), "vpc-1", "subnet-12", "us-east-1b", "02:00:00:00:00:51", List.of("10.1.2.50"), List.of(), "", "transit_gateway", true,
            Optional.empty(), false, Optional.of(new NetworkInterface.Attachment("a", "tgw-attach-1", 0, Instant.EPOCH, true)), Optional.empty()));
    TransitGatewayAttachment attachment = cloud.snapshot.located(TransitGatewayAttachment.class, "tgw-attach-1").orElseThrow();
    cloud.put(attachment.withSubnets(List.of("subnet-10", "subnet-12"), List.of("eni-150", "eni-151")));
    Path path = cloud.tcp(1, 1, S3, 443);
    assertThat(path.hops()).extracting(Path.Hop::kind).contains(Path.Kind.TRANSIT_GATEWAY);
    assertThat(path.end()).isEqualTo(new End.AtEndpoint("vpce-11", "vpc-1", Ip.parse("10.1.1.10")));
  }

  @Test
  void aTransitGatewaysPacketsDoNotPassAGatewayEndpoint() {
    List<String> both = List.of("tgw-attach-1", "tgw-attach-2");
    transitGateway(both, both);
    cloud.put(
        new TransitGatewayRouteTable(
            TestCloud.key(Kind.TRANSIT_GATEWAY_ROUTE_TABLE, "tgw-rtb-1"), "tgw-1",
            List.of(new TransitGatewayRouteTable.StaticRoute(Cidr.ANY, Optional.of("tgw-attach-2"))), both, both, Instant.EPOCH));
    cloud.table(1, List.of(TestCloud.route("0.0.0.0/0", new Route.ViaTransitGateway("tgw-1"))));
    cloud.gatewayEndpoint(2, TestCloud.route("10.0.0.0/8", new Route.ViaTransitGateway("tgw-1")));
    assertThat(stopped(cloud.tcp(1, 0, S3, 443)))
        .isEqualTo(new End.Stopped(ExplanationCode.VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION, "vpce-21", false));
  }
}
