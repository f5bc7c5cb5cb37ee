package dev.postern.core.hybrid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.ec2.Network;
import dev.postern.core.hybrid.LearntRoutes.LearntRoute;
import dev.postern.core.hybrid.LearntRoutes.Source;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Route;
import dev.postern.core.model.Site;
import dev.postern.core.model.VirtualInterface;
import dev.postern.core.model.VpnConnection;
import dev.postern.core.model.VpnGateway;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LearntRoutesTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

  private final Network network = new Network();
  private final VpnGateway gateway = network.put(new VpnGateway(network.key(Kind.VPN_GATEWAY, "1"), 64512, Optional.of(network.vpc.id())));

  /** From the customer gateway of the same digit. */
  private VpnConnection vpn(String digit, Instant created, boolean staticRoutesOnly, String... routes) {
    return network.put(
        new VpnConnection(
            network.key(Kind.VPN_CONNECTION, digit),
            network.key(Kind.CUSTOMER_GATEWAY, digit).id(),
            Optional.of(gateway.id()),
            Optional.empty(),
            staticRoutesOnly,
            blocks(routes),
            created));
  }

  private VirtualInterface line(String digit) {
    return network.put(new VirtualInterface(network.key(Kind.VIRTUAL_INTERFACE, digit), "dxcon-00000001", "line", 101, 65000, gateway.id()));
  }

  private void siteBehind(Kind end, String digit, String... cidrs) {
    List<String> ends = List.of(network.key(end, digit).id());
    boolean vpn = end == Kind.CUSTOMER_GATEWAY;
    List<String> none = List.of();
    String id = digit + (vpn ? "1" : "2");
    network.put(
        new Site(network.key(Kind.SITE, id), "office", blocks(cidrs), vpn ? ends : none, vpn ? none : ends, List.of(), none, List.of()));
  }

  private static List<Cidr> blocks(String... cidrs) {
    return Stream.of(cidrs).map(Cidr::parse).toList();
  }

  private List<LearntRoute> learnt() {
    return LearntRoutes.of(network.cloud.snapshot, gateway);
  }

  private static LearntRoute route(String cidr, String connectionId, Source source) {
    return new LearntRoute(Cidr.parse(cidr), connectionId, source);
  }

  @Test
  void staticRoutesAreLearntOnlyWhileTheConnectionIsUp() {
    VpnConnection connection = vpn("1", NOW, true, "192.168.0.0/16", "172.20.0.0/16");
    assertThat(learnt()).isEmpty();
    siteBehind(Kind.CUSTOMER_GATEWAY, "1", "10.77.0.0/16");
    assertThat(learnt())
        .containsExactly(
            route("172.20.0.0/16", connection.id(), Source.VPN_STATIC), route("192.168.0.0/16", connection.id(), Source.VPN_STATIC));
  }

  @Test
  void aBgpConnectionAndAVirtualInterfaceTellTheBlocksOfTheSite() {
    VpnConnection connection = vpn("1", NOW, false);
    VirtualInterface line = line("1");
    siteBehind(Kind.CUSTOMER_GATEWAY, "1", "192.168.0.0/16");
    siteBehind(Kind.VIRTUAL_INTERFACE, "1", "172.20.0.0/16");
    assertThat(learnt())
        .containsExactly(
            route("172.20.0.0/16", line.id(), Source.DIRECT_CONNECT), route("192.168.0.0/16", connection.id(), Source.VPN_BGP));
  }

  @Test
  void directConnectGoesBeforeStaticRoutesAndThoseBeforeBgp() {
    vpn("1", NOW, false);
    siteBehind(Kind.CUSTOMER_GATEWAY, "1", "192.168.0.0/16");
    VpnConnection fixed = vpn("2", NOW.plusSeconds(60), true, "192.168.0.0/16");
    siteBehind(Kind.CUSTOMER_GATEWAY, "2", "192.168.0.0/16");
    assertThat(learnt()).containsExactly(route("192.168.0.0/16", fixed.id(), Source.VPN_STATIC));
    VirtualInterface line = line("1");
    siteBehind(Kind.VIRTUAL_INTERFACE, "1", "192.168.0.0/16");
    assertThat(learnt()).containsExactly(route("192.168.0.0/16", line.id(), Source.DIRECT_CONNECT));
  }

  @Test
  void ofEqualConnectionsTheOlderIsTaken() {
    vpn("1", NOW.plusSeconds(60), false);
    siteBehind(Kind.CUSTOMER_GATEWAY, "1", "192.168.0.0/16");
    VpnConnection older = vpn("2", NOW, false);
    siteBehind(Kind.CUSTOMER_GATEWAY, "2", "192.168.0.0/16");
    assertThat(learnt()).containsExactly(route("192.168.0.0/16", older.id(), Source.VPN_BGP));
  }

  @Test
  void anotherGatewaysConnectionsAreNotHeard() {
    VpnGateway other = network.put(new VpnGateway(network.key(Kind.VPN_GATEWAY, "2"), 64512, Optional.empty()));
    vpn("1", NOW, false);
    siteBehind(Kind.CUSTOMER_GATEWAY, "1", "192.168.0.0/16");
    assertThat(LearntRoutes.of(network.cloud.snapshot, other)).isEmpty();
  }

  @Test
  void propagationAddsWhatTheTableHasNoRouteTo() {
    vpn("1", NOW, true, "10.0.0.0/16", "172.20.0.0/16", "192.168.0.0/16");
    siteBehind(Kind.CUSTOMER_GATEWAY, "1", "192.168.0.0/16");
    Route written = new Route(new Route.ToCidr(Cidr.parse("172.20.0.0/16")), new Route.ViaNatGateway("nat-00000001"));
    var table = network.put(network.table.withRoutes(List.of(written)).withPropagatingVgws(List.of(gateway.id())));
    assertThat(LearntRoutes.propagated(network.cloud.snapshot, table))
        .containsExactly(new Route(new Route.ToCidr(Cidr.parse("192.168.0.0/16")), new Route.ViaVpnGateway(gateway.id())));
  }

  @Test
  void nothingIsPropagatedFromAGatewayThatIsNotAttachedToTheVpc() {
    vpn("1", NOW, false);
    siteBehind(Kind.CUSTOMER_GATEWAY, "1", "192.168.0.0/16");
    var table = network.put(network.table.withPropagatingVgws(List.of(gateway.id())));
    network.put(gateway.attachedTo(Optional.empty()));
    assertThat(LearntRoutes.propagated(network.cloud.snapshot, table)).isEmpty();
  }
}
