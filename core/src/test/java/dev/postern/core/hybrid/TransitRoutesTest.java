package dev.postern.core.hybrid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.action.ec2.Network;
import dev.postern.core.hybrid.TransitRoutes.TransitRoute;
import dev.postern.core.ip.Cidr;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Site;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.model.TransitGatewayRouteTable.StaticRoute;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpnConnection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TransitRoutesTest {
  private static final String GATEWAY = "tgw-00000001";
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

  private final Cloud cloud = new Cloud();
  private final Network network = new Network(cloud, "1");

  private TransitGatewayAttachment vpc(String digit, Instant created, String... cidrs) {
    List<Vpc.CidrAssociation> blocks = Stream.of(cidrs).map(c -> new Vpc.CidrAssociation("vpc-cidr-assoc-" + digit, Cidr.parse(c))).toList();
    Vpc made = network.put(new Vpc(network.key(Kind.VPC, digit), blocks, true, true, "dopt-1", "default", false));
    return attachment(digit, Optional.of(made.id()), Optional.empty(), created);
  }

  private TransitGatewayAttachment vpn(String digit, boolean staticRoutesOnly, String... routes) {
    VpnConnection made =
        network.put(
            new VpnConnection(
                network.key(Kind.VPN_CONNECTION, digit),
                "cgw-0000000" + digit,
                Optional.empty(),
                Optional.of(GATEWAY),
                staticRoutesOnly,
                Stream.of(routes).map(Cidr::parse).toList(),
                NOW));
    return attachment(digit, Optional.empty(), Optional.of(made.id()), NOW);
  }

  private void site(String digit, String... cidrs) {
    List<Cidr> blocks = Stream.of(cidrs).map(Cidr::parse).toList();
    List<String> gateways = List.of("cgw-0000000" + digit);
    network.put(new Site(network.key(Kind.SITE, digit), "office", blocks, gateways, List.of(), List.of(), List.of(), List.of()));
  }

  private TransitGatewayAttachment attachment(String digit, Optional<String> vpcId, Optional<String> vpnId, Instant created) {
    return network.put(
        new TransitGatewayAttachment(
            network.key(Kind.TRANSIT_GATEWAY_ATTACHMENT, digit), GATEWAY, vpcId, List.of(), List.of(), vpnId, created));
  }

  private TransitGatewayRouteTable table(List<StaticRoute> routes, TransitGatewayAttachment... propagating) {
    List<String> ids = Stream.of(propagating).map(TransitGatewayAttachment::id).toList();
    return network.put(
        new TransitGatewayRouteTable(network.key(Kind.TRANSIT_GATEWAY_ROUTE_TABLE, "1"), GATEWAY, routes, List.of(), ids, NOW));
  }

  private static StaticRoute to(String destination, String attachmentId) {
    return new StaticRoute(Cidr.parse(destination), Optional.of(attachmentId));
  }

  private TransitRoutes routes(TransitGatewayRouteTable table) {
    return TransitRoutes.of(cloud.snapshot, table);
  }

  private static Optional<TransitGatewayAttachment> takes(TransitRoutes routes, String address) {
    return routes.to(Ip.parse(address)).flatMap(TransitRoute::attachment);
  }

  @Test
  void aVpcPropagatesEachOfItsBlocks() {
    TransitGatewayAttachment vpc = vpc("2", NOW, "10.2.0.0/16", "10.3.0.0/16");
    assertThat(routes(table(List.of(), vpc)).all())
        .containsExactly(
            new TransitRoute(Cidr.parse("10.2.0.0/16"), false, List.of(vpc)), new TransitRoute(Cidr.parse("10.3.0.0/16"), false, List.of(vpc)));
  }

  @Test
  void theLongestPrefixWinsEvenAgainstAStaticRoute() {
    TransitGatewayAttachment near = vpc("2", NOW, "10.2.0.0/16");
    TransitGatewayAttachment far = vpc("3", NOW, "10.3.0.0/16");
    TransitRoutes routes = routes(table(List.of(to("10.0.0.0/8", far.id())), near, far));
    assertThat(takes(routes, "10.2.0.9")).contains(near);
    assertThat(takes(routes, "10.9.0.9")).contains(far);
    assertThat(takes(routes, "192.168.0.1")).isEmpty();
  }

  @Test
  void aStaticRouteHidesThePropagatedOneOfTheSameDestination() {
    TransitGatewayAttachment own = vpc("2", NOW, "10.2.0.0/16");
    TransitGatewayAttachment other = vpc("3", NOW, "10.3.0.0/16");
    TransitRoutes routes = routes(table(List.of(to("10.2.0.0/16", other.id())), own));
    assertThat(routes.all()).containsExactly(new TransitRoute(Cidr.parse("10.2.0.0/16"), true, List.of(other)));
  }

  @Test
  void aVpcGoesBeforeAVpnAndTheOlderBeforeTheYounger() {
    TransitGatewayAttachment vpn = vpn("1", true, "10.2.0.0/16", "10.9.0.0/16");
    site("1", "10.2.0.0/16", "10.9.0.0/16");
    TransitGatewayAttachment younger = vpc("2", NOW.plusSeconds(60), "10.2.0.0/16");
    TransitGatewayAttachment older = vpc("3", NOW, "10.2.0.0/16");
    TransitRoutes routes = routes(table(List.of(), vpn, younger, older));
    assertThat(takes(routes, "10.2.0.1")).contains(older);
    assertThat(takes(routes, "10.9.0.1")).contains(vpn);
  }

  @Test
  void aBgpConnectionPropagatesTheBlocksOfTheSitesBehindItsCustomerGateway() {
    TransitGatewayAttachment vpn = vpn("1", false);
    site("1", "192.168.0.0/16", "172.20.0.0/16");
    site("2", "10.77.0.0/16");
    assertThat(routes(table(List.of(), vpn)).all()).extracting(r -> r.destination().toString()).containsExactly("172.20.0.0/16", "192.168.0.0/16");
  }

  @Test
  void aConnectionThatNoSiteHasComeUpBehindPropagatesNothing() {
    assertThat(routes(table(List.of(), vpn("1", true, "192.168.0.0/16"), vpn("2", false))).all()).isEmpty();
  }

  @Test
  void equalBgpConnectionsShareARouteAndStaticOnesDoNot() {
    TransitGatewayAttachment first = vpn("1", false);
    TransitGatewayAttachment second = vpn("2", false);
    site("1", "192.168.0.0/16");
    site("2", "192.168.0.0/16");
    site("3", "192.168.0.0/16");
    TransitGatewayAttachment third = vpn("3", true, "192.168.0.0/16");
    assertThat(routes(table(List.of(), second, first)).all().getFirst().attachments()).containsExactly(first, second);
    assertThat(routes(table(List.of(), first, third)).all().getFirst().attachments()).containsExactly(first);
  }

  @Test
  void aRouteWithoutAnAttachmentOrWhoseAttachmentIsGoneIsABlackhole() {
    TransitGatewayAttachment vpc = vpc("2", NOW, "10.2.0.0/16");
    StaticRoute written = new StaticRoute(Cidr.parse("10.2.0.0/16"), Optional.empty());
    TransitRoutes routes = routes(table(List.of(written, to("10.8.0.0/16", "tgw-attach-00000009")), vpc));
    assertThat(routes.all()).hasSize(2).allMatch(TransitRoute::isBlackhole).allMatch(TransitRoute::isStatic);
    assertThat(takes(routes, "10.2.0.1")).isEmpty();
  }
}
