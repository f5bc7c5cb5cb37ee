package dev.postern.core.action.ec2.vpn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.ec2.Calls;
import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.routetable.EnableVgwRoutePropagation;
import dev.postern.core.action.ec2.transitgateway.CreateTransitGateway;
import dev.postern.core.action.ec2.transitgateway.DeleteTransitGateway;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.Kind;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.Site;
import dev.postern.core.model.TransitGateway;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.model.VirtualInterface;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.AttachVpnGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateCustomerGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateTransitGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpnConnectionRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpnConnectionRouteRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpnGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CustomerGateway;
import software.amazon.awssdk.services.ec2.model.DeleteCustomerGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTransitGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpnConnectionRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpnConnectionRouteRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpnGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DescribeCustomerGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpnConnectionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpnGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DetachVpnGatewayRequest;
import software.amazon.awssdk.services.ec2.model.EnableVgwRoutePropagationRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.VgwTelemetry;
import software.amazon.awssdk.services.ec2.model.VpcAttachment;
import software.amazon.awssdk.services.ec2.model.VpnConnection;
import software.amazon.awssdk.services.ec2.model.VpnGateway;
import software.amazon.awssdk.services.ec2.model.VpnStaticRoute;

class VpnOperationsTest {
  private final Cloud cloud = new Cloud();
  private final Calls calls = new Calls(cloud);

  private static CreateCustomerGatewayRequest.Builder customerRequest(String ip) {
    return CreateCustomerGatewayRequest.builder().type("ipsec.1").bgpAsn(65010).ipAddress(ip);
  }

  private CustomerGateway customer(Consumer<CreateCustomerGatewayRequest.Builder> how) {
    CreateCustomerGatewayRequest.Builder request = customerRequest("198.51.100.7");
    how.accept(request);
    return cloud.run(CreateCustomerGateway.OPERATION, request.build()).customerGateway();
  }

  private String customer() {
    return customer(_ -> {}).customerGatewayId();
  }

  private String customerRefused(CreateCustomerGatewayRequest.Builder request) {
    return cloud.refused(CreateCustomerGateway.OPERATION, request.build()).code();
  }

  private VpnGateway gateway(Consumer<CreateVpnGatewayRequest.Builder> how) {
    CreateVpnGatewayRequest.Builder request = CreateVpnGatewayRequest.builder().type("ipsec.1");
    how.accept(request);
    return cloud.run(CreateVpnGateway.OPERATION, request.build()).vpnGateway();
  }

  private String gateway() {
    return gateway(_ -> {}).vpnGatewayId();
  }

  private static AttachVpnGatewayRequest attaching(String gateway, String vpc) {
    return AttachVpnGatewayRequest.builder().vpnGatewayId(gateway).vpcId(vpc).build();
  }

  private static DetachVpnGatewayRequest detaching(String gateway, String vpc) {
    return DetachVpnGatewayRequest.builder().vpnGatewayId(gateway).vpcId(vpc).build();
  }

  private static DeleteVpnGatewayRequest deleting(String gateway) {
    return DeleteVpnGatewayRequest.builder().vpnGatewayId(gateway).build();
  }

  private String transitGateway() {
    return cloud.run(CreateTransitGateway.OPERATION, CreateTransitGatewayRequest.builder().build()).transitGateway().transitGatewayId();
  }

  private static CreateVpnConnectionRequest.Builder connecting(String customer) {
    return CreateVpnConnectionRequest.builder().type("ipsec.1").customerGatewayId(customer);
  }

  private VpnConnection connection(String customer, String gateway, boolean staticRoutesOnly) {
    CreateVpnConnectionRequest request =
        connecting(customer).vpnGatewayId(gateway).options(o -> o.staticRoutesOnly(staticRoutesOnly)).build();
    return cloud.run(CreateVpnConnection.OPERATION, request).vpnConnection();
  }

  private String transitConnection(String customer, String transitGateway, boolean staticRoutesOnly) {
    CreateVpnConnectionRequest request =
        connecting(customer).transitGatewayId(transitGateway).options(o -> o.staticRoutesOnly(staticRoutesOnly)).build();
    return cloud.run(CreateVpnConnection.OPERATION, request).vpnConnection().vpnConnectionId();
  }

  private VpnConnection described(String id) {
    DescribeVpnConnectionsRequest request = DescribeVpnConnectionsRequest.builder().vpnConnectionIds(id).build();
    return cloud.run(DescribeVpnConnections.OPERATION, request).vpnConnections().getFirst();
  }

  private List<String> connections(String filter, String value) {
    DescribeVpnConnectionsRequest request = DescribeVpnConnectionsRequest.builder().filters(filter(filter, value)).build();
    return cloud.run(DescribeVpnConnections.OPERATION, request).vpnConnections().stream().map(VpnConnection::vpnConnectionId).toList();
  }

  private List<String> gateways(String filter, String value) {
    DescribeVpnGatewaysRequest request = DescribeVpnGatewaysRequest.builder().filters(filter(filter, value)).build();
    return cloud.run(DescribeVpnGateways.OPERATION, request).vpnGateways().stream().map(VpnGateway::vpnGatewayId).toList();
  }

  private List<String> customers(String filter, String value) {
    DescribeCustomerGatewaysRequest request = DescribeCustomerGatewaysRequest.builder().filters(filter(filter, value)).build();
    return cloud.run(DescribeCustomerGateways.OPERATION, request).customerGateways().stream()
        .map(CustomerGateway::customerGatewayId)
        .toList();
  }

  private static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }

  private static CreateVpnConnectionRouteRequest adding(String connection, String block) {
    return CreateVpnConnectionRouteRequest.builder().vpnConnectionId(connection).destinationCidrBlock(block).build();
  }

  private static DeleteVpnConnectionRouteRequest removing(String connection, String block) {
    return DeleteVpnConnectionRouteRequest.builder().vpnConnectionId(connection).destinationCidrBlock(block).build();
  }

  private void deleteConnection(String id) {
    cloud.run(DeleteVpnConnection.OPERATION, DeleteVpnConnectionRequest.builder().vpnConnectionId(id).build());
  }

  private void site(String customer, String... blocks) {
    cloud.snapshot =
        cloud.snapshot.with(
            new Site(
                Lookup.key(cloud.caller, Kind.SITE, "site-00000001"),
                "office",
                List.of(blocks).stream().map(Cidr::parse).toList(),
                List.of(customer),
                List.of(),
                List.of(),
                List.of(),
                List.of()));
  }

  @Test
  void aCustomerGatewayHasTheAddressUnderEitherName() {
    CustomerGateway made = customer(r -> r.deviceName("edge"));
    assertThat(made.ipAddress()).isEqualTo("198.51.100.7");
    assertThat(made.bgpAsn()).isEqualTo("65010");
    assertThat(made.deviceName()).isEqualTo("edge");
    assertThat(made.state()).isEqualTo("available");
    assertThat(made.type()).isEqualTo("ipsec.1");
    CustomerGateway older = customer(r -> r.ipAddress(null).publicIp("198.51.100.8").bgpAsn(null));
    assertThat(older.ipAddress()).isEqualTo("198.51.100.8");
    assertThat(older.bgpAsn()).isEqualTo("65000");
  }

  @Test
  void theSameCustomerGatewayAgainIsTheOneThereIs() {
    String made = customer();
    assertThat(customer()).isEqualTo(made);
    assertThat(customer(r -> r.bgpAsn(65011)).customerGatewayId()).isNotEqualTo(made);
    assertThat(customer(r -> r.ipAddress("198.51.100.9")).customerGatewayId()).isNotEqualTo(made);
    assertThat(customer(r -> r.deviceName("second")).customerGatewayId()).isNotEqualTo(made);
    assertThat(customers("state", "available")).hasSize(4);
  }

  @Test
  void whatIsNoCustomerGatewayIsRefused() {
    assertThat(customerRefused(customerRequest("198.51.100.7").type("ipsec.2"))).isEqualTo("InvalidParameterValue");
    assertThat(customerRefused(customerRequest("198.51.100.7").bgpAsn(0))).isEqualTo("InvalidParameterValue");
    assertThat(customerRefused(customerRequest("198.51.100.300"))).isEqualTo("InvalidParameterValue");
    assertThat(customerRefused(customerRequest("198.51.100.7").publicIp("198.51.100.7"))).isEqualTo("InvalidParameterCombination");
    assertThat(customerRefused(CreateCustomerGatewayRequest.builder().type("ipsec.1"))).isEqualTo("MissingParameter");
    assertThat(customerRefused(CreateCustomerGatewayRequest.builder().ipAddress("198.51.100.7"))).isEqualTo("MissingParameter");
  }

  @Test
  void customerGatewaysAreFoundByTheirFilters() {
    Consumer<TagSpecification.Builder> named = t -> t.resourceType(ResourceType.CUSTOMER_GATEWAY).tags(k -> k.key("Name").value("office"));
    String made = customer(r -> r.tagSpecifications(named)).customerGatewayId();
    customer(r -> r.bgpAsn(65011).ipAddress("198.51.100.9"));
    assertThat(customers("bgp-asn", "65010")).containsExactly(made);
    assertThat(customers("ip-address", "198.51.100.7")).containsExactly(made);
    assertThat(customers("customer-gateway-id", made)).containsExactly(made);
    assertThat(customers("tag:Name", "office")).containsExactly(made);
    assertThat(customers("type", "ipsec.1")).hasSize(2);
  }

  @Test
  void aCustomerGatewayInUseStays() {
    String customer = customer();
    String connection = connection(customer, gateway(), false).vpnConnectionId();
    DeleteCustomerGatewayRequest delete = DeleteCustomerGatewayRequest.builder().customerGatewayId(customer).build();
    assertThat(cloud.refused(DeleteCustomerGateway.OPERATION, delete).code()).isEqualTo("IncorrectState");
    deleteConnection(connection);
    cloud.run(DeleteCustomerGateway.OPERATION, delete);
    assertThat(cloud.refused(DeleteCustomerGateway.OPERATION, delete).code()).isEqualTo("InvalidCustomerGatewayID.NotFound");
  }

  @Test
  void aVpnGatewayHasAPrivateAsn() {
    assertThat(gateway(r -> r.availabilityZone("us-east-1a")).amazonSideAsn()).isEqualTo(64512);
    assertThat(gateway(r -> r.amazonSideAsn(4_200_000_000L)).amazonSideAsn()).isEqualTo(4_200_000_000L);
    CreateVpnGatewayRequest.Builder request = CreateVpnGatewayRequest.builder().type("ipsec.1");
    assertThat(cloud.refused(CreateVpnGateway.OPERATION, request.amazonSideAsn(7224L).build()).code()).isEqualTo("InvalidParameterValue");
    CreateVpnGatewayRequest elsewhere = request.amazonSideAsn(null).availabilityZone("eu-west-1a").build();
    assertThat(cloud.refused(CreateVpnGateway.OPERATION, elsewhere).code()).isEqualTo("InvalidParameterValue");
  }

  @Test
  void oneGatewayAVpcAndOneVpcAGateway() {
    String gateway = gateway();
    String vpc = calls.vpc("10.0.0.0/16");
    String other = calls.vpc("10.1.0.0/16");
    VpcAttachment attached = cloud.run(AttachVpnGateway.OPERATION, attaching(gateway, vpc)).vpcAttachment();
    assertThat(attached.vpcId()).isEqualTo(vpc);
    assertThat(attached.stateAsString()).isEqualTo("attached");
    assertThat(cloud.run(AttachVpnGateway.OPERATION, attaching(gateway, vpc)).vpcAttachment()).isEqualTo(attached);
    assertThat(cloud.refused(AttachVpnGateway.OPERATION, attaching(gateway, other)).code()).isEqualTo("VpnGatewayAttachmentLimitExceeded");
    String second = gateway();
    assertThat(cloud.refused(AttachVpnGateway.OPERATION, attaching(second, vpc)).code()).isEqualTo("InvalidVpcState");
    cloud.run(AttachVpnGateway.OPERATION, attaching(second, other));
    assertThat(gateways("attachment.vpc-id", other)).containsExactly(second);
    assertThat(gateways("attachment.state", "attached")).containsExactlyInAnyOrder(gateway, second);
  }

  @Test
  void aDetachedGatewayPropagatesNoMore() {
    String gateway = gateway();
    String vpc = calls.vpc("10.0.0.0/16");
    String table = calls.routeTable(vpc);
    cloud.run(AttachVpnGateway.OPERATION, attaching(gateway, vpc));
    cloud.run(
        EnableVgwRoutePropagation.OPERATION, EnableVgwRoutePropagationRequest.builder().gatewayId(gateway).routeTableId(table).build());
    assertThat(cloud.refused(DeleteVpnGateway.OPERATION, deleting(gateway)).code()).isEqualTo("IncorrectState");
    String other = calls.vpc("10.1.0.0/16");
    assertThat(cloud.refused(DetachVpnGateway.OPERATION, detaching(gateway, other)).code())
        .isEqualTo("InvalidVpnGatewayAttachment.NotFound");
    cloud.run(DetachVpnGateway.OPERATION, detaching(gateway, vpc));
    assertThat(cloud.get(RouteTable.class, Kind.ROUTE_TABLE, table).propagatingVgws()).isEmpty();
    assertThat(cloud.refused(DetachVpnGateway.OPERATION, detaching(gateway, vpc)).code()).isEqualTo("InvalidVpnGatewayAttachment.NotFound");
    cloud.run(DeleteVpnGateway.OPERATION, deleting(gateway));
    assertThat(cloud.refused(DeleteVpnGateway.OPERATION, deleting(gateway)).code()).isEqualTo("InvalidVpnGatewayID.NotFound");
  }

  @Test
  void aGatewayThatConnectionsEndOnStays() {
    String gateway = gateway();
    String connection = connection(customer(), gateway, true).vpnConnectionId();
    assertThat(cloud.refused(DeleteVpnGateway.OPERATION, deleting(gateway)).code()).isEqualTo("IncorrectState");
    deleteConnection(connection);
    VirtualInterface line =
        new VirtualInterface(
            Lookup.key(cloud.caller, Kind.VIRTUAL_INTERFACE, "dxvif-00000001"), "dxcon-00000001", "line", 101, 65010, gateway);
    cloud.snapshot = cloud.snapshot.with(line);
    assertThat(cloud.refused(DeleteVpnGateway.OPERATION, deleting(gateway)).code()).isEqualTo("IncorrectState");
    cloud.snapshot = cloud.snapshot.without(line.key());
    cloud.run(DeleteVpnGateway.OPERATION, deleting(gateway));
  }

  @Test
  void vpnGatewaysAreFoundByTheirFilters() {
    String made = gateway(r -> r.amazonSideAsn(64999L)).vpnGatewayId();
    String other = gateway();
    assertThat(gateways("amazon-side-asn", "64999")).containsExactly(made);
    assertThat(gateways("vpn-gateway-id", other)).containsExactly(other);
    assertThat(gateways("attachment.state", "attached")).isEmpty();
    assertThat(gateways("availability-zone", "*")).isEmpty();
    assertThat(gateways("state", "available")).hasSize(2);
    assertThat(gateways("type", "ipsec.1")).hasSize(2);
  }

  @Test
  void aConnectionEndsOnOneGateway() {
    String customer = customer();
    String gateway = gateway();
    String transit = transitGateway();
    assertThat(refused(connecting(customer).vpnGatewayId(gateway).transitGatewayId(transit))).isEqualTo("InvalidParameterCombination");
    assertThat(refused(connecting(customer))).isEqualTo("UnsupportedOperation");
    assertThat(refused(connecting(customer).vpnGatewayId("vgw-00000000"))).isEqualTo("InvalidVpnGatewayID.NotFound");
    assertThat(refused(connecting(customer).transitGatewayId("tgw-00000000"))).isEqualTo("InvalidTransitGatewayID.NotFound");
    assertThat(refused(connecting("cgw-00000000").vpnGatewayId(gateway))).isEqualTo("InvalidCustomerGatewayID.NotFound");
    assertThat(refused(connecting(customer).vpnGatewayId(gateway).type("ipsec.2"))).isEqualTo("InvalidParameterValue");
    assertThat(CreateVpnConnection.OPERATION.honours("Options.EnableAcceleration")).isFalse();
    assertThat(CreateVpnConnection.OPERATION.honours("Options.TunnelOptions")).isFalse();
  }

  private String refused(CreateVpnConnectionRequest.Builder request) {
    return cloud.refused(CreateVpnConnection.OPERATION, request.build()).code();
  }

  @Test
  void theSameConnectionAgainIsTheOneThereIsExceptOnATransitGateway() {
    String customer = customer();
    String gateway = gateway();
    String made = connection(customer, gateway, false).vpnConnectionId();
    assertThat(connection(customer, gateway, false).vpnConnectionId()).isEqualTo(made);
    assertThat(connection(customer, gateway(), false).vpnConnectionId()).isNotEqualTo(made);
    String transit = transitGateway();
    assertThat(transitConnection(customer, transit, false)).isNotEqualTo(transitConnection(customer, transit, false));
  }

  @Test
  void tunnelsAreUpWhileASiteStandsBehindTheCustomerGateway() {
    String customer = customer();
    VpnConnection made = connection(customer, gateway(), false);
    assertThat(made.stateAsString()).isEqualTo("available");
    assertThat(made.vgwTelemetry()).extracting(VgwTelemetry::statusAsString).containsExactly("DOWN", "DOWN");
    site(customer, "192.168.0.0/24", "192.168.1.0/24");
    List<VgwTelemetry> tunnels = described(made.vpnConnectionId()).vgwTelemetry();
    assertThat(tunnels).extracting(VgwTelemetry::statusAsString).containsExactly("UP", "UP");
    assertThat(tunnels).extracting(VgwTelemetry::acceptedRouteCount).containsOnly(2);
    assertThat(tunnels).extracting(VgwTelemetry::statusMessage).containsOnly("2 BGP ROUTES");
    assertThat(described(made.vpnConnectionId()).customerGatewayConfiguration()).isNull();
  }

  @Test
  void staticRoutesComeAndGo() {
    String customer = customer();
    String connection = connection(customer, gateway(), true).vpnConnectionId();
    cloud.run(CreateVpnConnectionRoute.OPERATION, adding(connection, "192.168.0.0/24"));
    cloud.run(CreateVpnConnectionRoute.OPERATION, adding(connection, "192.168.0.9/24"));
    cloud.run(CreateVpnConnectionRoute.OPERATION, adding(connection, "192.168.1.0/24"));
    assertThat(described(connection).routes()).extracting(VpnStaticRoute::destinationCidrBlock)
        .containsExactly("192.168.0.0/24", "192.168.1.0/24");
    assertThat(described(connection).routes()).extracting(VpnStaticRoute::stateAsString).containsOnly("available");
    assertThat(described(connection).vgwTelemetry().getFirst().acceptedRouteCount()).isZero();
    site(customer, "192.168.0.0/16");
    assertThat(described(connection).vgwTelemetry().getFirst().acceptedRouteCount()).isEqualTo(2);
    cloud.run(DeleteVpnConnectionRoute.OPERATION, removing(connection, "192.168.0.0/24"));
    assertThat(described(connection).routes()).extracting(VpnStaticRoute::destinationCidrBlock).containsExactly("192.168.1.0/24");
    assertThat(cloud.refused(DeleteVpnConnectionRoute.OPERATION, removing(connection, "192.168.0.0/24")).code())
        .isEqualTo("InvalidRoute.NotFound");
    assertThat(cloud.refused(CreateVpnConnectionRoute.OPERATION, adding(connection, "192.168.0.0")).code())
        .isEqualTo("InvalidParameterValue");
  }

  @Test
  void connectionsWithBgpOrOnATransitGatewayHaveNoStaticRoutes() {
    String bgp = connection(customer(), gateway(), false).vpnConnectionId();
    String transit = transitConnection(customer(), transitGateway(), true);
    for (String id : List.of(bgp, transit)) {
      assertThat(cloud.refused(CreateVpnConnectionRoute.OPERATION, adding(id, "192.168.0.0/24")).code())
          .isEqualTo("InvalidVpnConnection.InvalidType");
    }
    assertThat(cloud.refused(CreateVpnConnectionRoute.OPERATION, adding("vpn-00000000", "192.168.0.0/24")).code())
        .isEqualTo("InvalidVpnConnectionID.NotFound");
  }

  @Test
  void onATransitGatewayAConnectionIsAnAttachment() {
    String transit = transitGateway();
    String connection = transitConnection(customer(), transit, false);
    TransitGatewayAttachment attachment = cloud.snapshot.inNetwork(TransitGatewayAttachment.class, transit).getFirst();
    assertThat(attachment.vpnConnectionId()).contains(connection);
    String table = cloud.get(TransitGateway.class, Kind.TRANSIT_GATEWAY, transit).defaultAssociation().orElseThrow();
    assertThat(tableOf(table).associations()).containsExactly(attachment.id());
    DeleteTransitGatewayRequest delete = DeleteTransitGatewayRequest.builder().transitGatewayId(transit).build();
    assertThat(cloud.refused(DeleteTransitGateway.OPERATION, delete).code()).isEqualTo("IncorrectState");
    deleteConnection(connection);
    assertThat(cloud.snapshot.inNetwork(TransitGatewayAttachment.class, transit)).isEmpty();
    assertThat(tableOf(table).associations()).isEmpty();
    assertThat(tableOf(table).propagations()).isEmpty();
    cloud.run(DeleteTransitGateway.OPERATION, delete);
  }

  private TransitGatewayRouteTable tableOf(String id) {
    return cloud.get(TransitGatewayRouteTable.class, Kind.TRANSIT_GATEWAY_ROUTE_TABLE, id);
  }

  @Test
  void connectionsAreFoundByTheirFilters() {
    String customer = customer();
    String gateway = gateway();
    String made = connection(customer, gateway, true).vpnConnectionId();
    cloud.run(CreateVpnConnectionRoute.OPERATION, adding(made, "192.168.0.0/24"));
    String otherCustomer = customer(r -> r.bgpAsn(65011)).customerGatewayId();
    String transit = transitGateway();
    String other = transitConnection(otherCustomer, transit, false);
    assertThat(connections("bgp-asn", "65010")).containsExactly(made);
    assertThat(connections("customer-gateway-id", otherCustomer)).containsExactly(other);
    assertThat(connections("option.static-routes-only", "true")).containsExactly(made);
    assertThat(connections("route.destination-cidr-block", "192.168.0.0/24")).containsExactly(made);
    assertThat(connections("transit-gateway-id", transit)).containsExactly(other);
    assertThat(connections("vpn-gateway-id", gateway)).containsExactly(made);
    assertThat(connections("vpn-connection-id", made)).containsExactly(made);
    assertThat(connections("state", "available")).containsExactlyInAnyOrder(made, other);
    assertThat(connections("type", "ipsec.1")).hasSize(2);
    DescribeVpnConnectionsRequest unknown =
        DescribeVpnConnectionsRequest.builder().filters(filter("customer-gateway-configuration", "*")).build();
    assertThat(cloud.refused(DescribeVpnConnections.OPERATION, unknown).code()).isEqualTo("InvalidParameterValue");
    DescribeVpnConnectionsRequest gone = DescribeVpnConnectionsRequest.builder().vpnConnectionIds("vpn-00000000").build();
    assertThat(cloud.refused(DescribeVpnConnections.OPERATION, gone).code()).isEqualTo("InvalidVpnConnectionID.NotFound");
  }
}
