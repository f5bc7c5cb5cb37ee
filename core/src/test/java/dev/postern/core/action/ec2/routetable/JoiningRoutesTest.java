package dev.postern.core.action.ec2.routetable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.ec2.Calls;
import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.AwsException;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Resource;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.Site;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.VpcPeeringConnection;
import dev.postern.core.model.VpnConnection;
import dev.postern.core.model.VpnGateway;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DisableVgwRoutePropagationRequest;
import software.amazon.awssdk.services.ec2.model.EnableVgwRoutePropagationRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.PropagatingVgw;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteRequest;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;

/** Routes to what joins a VPC to others and to sites, and the propagated ones. */
class JoiningRoutesTest {
  private static final String PEERING = "pcx-00000001";
  private static final String TRANSIT_GATEWAY = "tgw-00000001";
  private static final String VPN_GATEWAY = "vgw-00000001";

  private final Cloud cloud = new Cloud();
  private final Calls calls = new Calls(cloud);
  private final String vpc = calls.vpc("10.0.0.0/16");
  private final String table = calls.routeTable(vpc);

  private <T extends Resource> T put(T resource) {
    cloud.snapshot = cloud.snapshot.with(resource);
    return resource;
  }

  private ResourceKey key(Kind kind, String id) {
    return Lookup.key(cloud.caller, kind, id);
  }

  private VpcPeeringConnection peering(String requester, String accepter, VpcPeeringConnection.State state) {
    return put(
        new VpcPeeringConnection(
            key(Kind.VPC_PEERING_CONNECTION, PEERING), side(requester), side(accepter), state, "", cloud.now, cloud.now));
  }

  private VpcPeeringConnection.Side side(String vpcId) {
    return new VpcPeeringConnection.Side(cloud.caller.account(), cloud.caller.region(), vpcId, List.of());
  }

  private VpnGateway vpnGateway(Optional<String> attachedTo) {
    return put(new VpnGateway(key(Kind.VPN_GATEWAY, VPN_GATEWAY), 64512, attachedTo));
  }

  private void attach(String vpcId) {
    ResourceKey key = key(Kind.TRANSIT_GATEWAY_ATTACHMENT, "tgw-attach-00000001");
    put(new TransitGatewayAttachment(key, TRANSIT_GATEWAY, Optional.of(vpcId), List.of(), List.of(), Optional.empty(), cloud.now));
  }

  private void siteOverVpn() {
    put(
        new VpnConnection(
            key(Kind.VPN_CONNECTION, "vpn-00000001"),
            "cgw-00000001",
            Optional.of(VPN_GATEWAY),
            Optional.empty(),
            true,
            List.of(Cidr.parse("192.168.0.0/16")),
            cloud.now));
    List<Cidr> blocks = List.of(Cidr.parse("192.168.0.0/16"));
    put(new Site(key(Kind.SITE, "site-00000001"), "", blocks, List.of("cgw-00000001"), List.of(), List.of(), List.of(), List.of()));
  }

  private CreateRouteRequest.Builder to(String cidr) {
    return CreateRouteRequest.builder().routeTableId(table).destinationCidrBlock(cidr);
  }

  private AwsException refused(CreateRouteRequest.Builder request) {
    return cloud.refused(CreateRoute.OPERATION, request.build());
  }

  private Route only() {
    assertThat(calls.routes(table)).hasSize(2);
    return calls.routes(table).get(1);
  }

  private List<RouteTable> describe(String filter, String value) {
    DescribeRouteTablesRequest request = DescribeRouteTablesRequest.builder().filters(Filter.builder().name(filter).values(value).build()).build();
    return cloud.run(DescribeRouteTables.OPERATION, request).routeTables();
  }

  private void enable() {
    cloud.run(EnableVgwRoutePropagation.OPERATION, EnableVgwRoutePropagationRequest.builder().routeTableId(table).gatewayId(VPN_GATEWAY).build());
  }

  @Test
  void aRouteToAPeeringConnectionIsABlackholeUntilItIsActive() {
    String other = calls.vpc("10.1.0.0/16");
    peering(vpc, other, VpcPeeringConnection.State.PENDING_ACCEPTANCE);
    cloud.run(CreateRoute.OPERATION, to("10.1.0.0/16").vpcPeeringConnectionId(PEERING).build());
    assertThat(only()).returns(PEERING, Route::vpcPeeringConnectionId).returns("blackhole", Route::stateAsString);
    peering(vpc, other, VpcPeeringConnection.State.ACTIVE);
    assertThat(only().stateAsString()).isEqualTo("active");
    assertThat(describe("route.vpc-peering-connection-id", PEERING)).singleElement().returns(table, RouteTable::routeTableId);
    peering(vpc, other, VpcPeeringConnection.State.DELETED);
    assertThat(only().stateAsString()).isEqualTo("blackhole");
  }

  @Test
  void aPeeringConnectionOfOtherVpcsIsNoTarget() {
    assertThat(refused(to("10.1.0.0/16").vpcPeeringConnectionId("pcx-00000009")).code()).isEqualTo("InvalidVpcPeeringConnectionID.NotFound");
    assertThat(refused(to("10.1.0.0/16").vpcPeeringConnectionId("pcx-x")).code()).isEqualTo("InvalidVpcPeeringConnectionId.Malformed");
    peering(calls.vpc("10.1.0.0/16"), calls.vpc("10.2.0.0/16"), VpcPeeringConnection.State.ACTIVE);
    assertThat(refused(to("10.1.0.0/16").vpcPeeringConnectionId(PEERING)).code()).isEqualTo("InvalidVpcPeeringConnectionID.NotFound");
  }

  @Test
  void aTransitGatewayIsATargetOnlyForVpcsThatAreAttached() {
    attach(calls.vpc("10.1.0.0/16"));
    assertThat(refused(to("10.0.0.0/8").transitGatewayId(TRANSIT_GATEWAY)))
        .hasMessage("The transitGateway ID '" + TRANSIT_GATEWAY + "' does not exist")
        .returns("InvalidTransitGatewayID.NotFound", AwsException::code);
    attach(vpc);
    cloud.run(CreateRoute.OPERATION, to("10.0.0.0/8").transitGatewayId(TRANSIT_GATEWAY).build());
    assertThat(only()).returns(TRANSIT_GATEWAY, Route::transitGatewayId).returns("active", Route::stateAsString);
    assertThat(describe("route.transit-gateway-id", TRANSIT_GATEWAY)).singleElement().returns(table, RouteTable::routeTableId);
    cloud.snapshot = cloud.snapshot.without(key(Kind.TRANSIT_GATEWAY_ATTACHMENT, "tgw-attach-00000001"));
    assertThat(only().stateAsString()).isEqualTo("blackhole");
  }

  @Test
  void aRouteToAVirtualPrivateGatewayIsABlackholeOnceItIsDetached() {
    VpnGateway gateway = vpnGateway(Optional.empty());
    assertThat(refused(to("192.168.0.0/16").gatewayId(VPN_GATEWAY)).code()).isEqualTo("Gateway.NotAttached");
    put(gateway.attachedTo(Optional.of(calls.vpc("10.1.0.0/16"))));
    assertThat(refused(to("192.168.0.0/16").gatewayId(VPN_GATEWAY)))
        .hasMessage("route table " + table + " and network gateway " + VPN_GATEWAY + " belong to different networks");
    put(gateway.attachedTo(Optional.of(vpc)));
    cloud.run(CreateRoute.OPERATION, to("192.168.0.0/16").gatewayId(VPN_GATEWAY).build());
    assertThat(only()).returns(VPN_GATEWAY, Route::gatewayId).returns("CreateRoute", Route::originAsString).returns("active", Route::stateAsString);
    put(gateway);
    assertThat(only().stateAsString()).isEqualTo("blackhole");
  }

  @Test
  void aRouteIsMovedFromOneToAnother() {
    vpnGateway(Optional.of(vpc));
    attach(vpc);
    cloud.run(CreateRoute.OPERATION, to("192.168.0.0/16").gatewayId(VPN_GATEWAY).build());
    cloud.run(
        ReplaceRoute.OPERATION,
        ReplaceRouteRequest.builder().routeTableId(table).destinationCidrBlock("192.168.0.0/16").transitGatewayId(TRANSIT_GATEWAY).build());
    assertThat(only()).returns(TRANSIT_GATEWAY, Route::transitGatewayId).returns(null, Route::gatewayId);
  }

  @Test
  void propagatedRoutesAreShownWithTheirOriginAndGoWithPropagation() {
    vpnGateway(Optional.of(vpc));
    siteOverVpn();
    assertThat(calls.routes(table)).hasSize(1);
    enable();
    enable();
    assertThat(only())
        .returns("192.168.0.0/16", Route::destinationCidrBlock)
        .returns(VPN_GATEWAY, Route::gatewayId)
        .returns("EnableVgwRoutePropagation", Route::originAsString)
        .returns("active", Route::stateAsString);
    assertThat(describe("route.origin", "EnableVgwRoutePropagation"))
        .singleElement()
        .satisfies(t -> assertThat(t.propagatingVgws()).containsExactly(PropagatingVgw.builder().gatewayId(VPN_GATEWAY).build()));
    cloud.run(DisableVgwRoutePropagation.OPERATION, DisableVgwRoutePropagationRequest.builder().routeTableId(table).gatewayId(VPN_GATEWAY).build());
    assertThat(calls.routes(table)).hasSize(1);
  }

  @Test
  void aStaticRouteOfTheSameDestinationHidesThePropagatedOne() {
    vpnGateway(Optional.of(vpc));
    siteOverVpn();
    enable();
    String internet = calls.internetGateway(vpc);
    cloud.run(CreateRoute.OPERATION, to("192.168.0.0/16").gatewayId(internet).build());
    assertThat(only()).returns(internet, Route::gatewayId).returns("CreateRoute", Route::originAsString);
  }

  @Test
  void onlyTheVpcsOwnGatewayPropagates() {
    EnableVgwRoutePropagationRequest request = EnableVgwRoutePropagationRequest.builder().routeTableId(table).gatewayId(VPN_GATEWAY).build();
    assertThat(cloud.refused(EnableVgwRoutePropagation.OPERATION, request).code()).isEqualTo("InvalidVpnGatewayID.NotFound");
    vpnGateway(Optional.empty());
    assertThat(cloud.refused(EnableVgwRoutePropagation.OPERATION, request))
        .hasMessage("resource " + VPN_GATEWAY + " is not attached to network " + vpc)
        .returns("Gateway.NotAttached", AwsException::code);
  }
}
