package dev.postern.core.action.ec2.routetable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.ec2.Calls;
import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.action.ec2.internetgateway.DetachInternetGateway;
import dev.postern.core.action.ec2.natgateway.DeleteNatGateway;
import dev.postern.core.error.AwsException;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.RouteTable;
import dev.postern.core.services.PrefixLists;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNatGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteRouteRequest;
import software.amazon.awssdk.services.ec2.model.DetachInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteRequest;
import software.amazon.awssdk.services.ec2.model.Route;

class RouteTest {
  private static final String S3 = PrefixLists.ofService("us-east-1", "com.amazonaws.us-east-1.s3").orElseThrow().id();
  private final Cloud cloud = new Cloud();
  private final Calls calls = new Calls(cloud);
  private final String vpc = calls.vpc("10.0.0.0/16");
  private final String subnet = calls.subnet(vpc, "10.0.0.0/24");
  private final String table = calls.routeTable(vpc);
  private final String gateway = calls.internetGateway(vpc);

  private CreateRouteRequest.Builder to(String cidr) {
    return CreateRouteRequest.builder().routeTableId(table).destinationCidrBlock(cidr);
  }

  private AwsException refused(CreateRouteRequest.Builder request) {
    return cloud.refused(CreateRoute.OPERATION, request.build());
  }

  private Route only() {
    return calls.routes(table).get(1);
  }

  @Test
  void aRouteToTheInternetGatewayIsActiveUntilItIsDetached() {
    assertThat(cloud.run(CreateRoute.OPERATION, to("0.0.0.0/0").gatewayId(gateway).build()).returnValue()).isTrue();
    assertThat(only()).returns(gateway, Route::gatewayId).returns("CreateRoute", Route::originAsString).returns("active", Route::stateAsString);
    cloud.run(DetachInternetGateway.OPERATION, DetachInternetGatewayRequest.builder().internetGatewayId(gateway).vpcId(vpc).build());
    assertThat(only().stateAsString()).isEqualTo("blackhole");
  }

  @Test
  void aRouteToADeletedNatGatewayIsABlackhole() {
    String nat = calls.natGateway(subnet, calls.address());
    cloud.run(CreateRoute.OPERATION, to("0.0.0.0/0").natGatewayId(nat).build());
    assertThat(only()).returns(nat, Route::natGatewayId).returns("active", Route::stateAsString);
    cloud.run(DeleteNatGateway.OPERATION, DeleteNatGatewayRequest.builder().natGatewayId(nat).build());
    assertThat(only()).returns(nat, Route::natGatewayId).returns("blackhole", Route::stateAsString);
  }

  @Test
  void aRouteToAnInterfaceThatIsNotAttachedIsABlackhole() {
    String eni = calls.networkInterface(subnet).id();
    cloud.run(CreateRoute.OPERATION, to("192.168.0.0/16").networkInterfaceId(eni).build());
    assertThat(only()).returns(eni, Route::networkInterfaceId).returns("blackhole", Route::stateAsString);
  }

  @Test
  void aRouteToAnInstanceLeadsToItsInterfaceWhileItRuns() {
    NetworkInterface eni = calls.instance(subnet);
    String instance = eni.attachment().orElseThrow().hostId();
    cloud.run(CreateRoute.OPERATION, to("192.168.0.0/16").instanceId(instance).build());
    assertThat(only())
        .returns(eni.id(), Route::networkInterfaceId)
        .returns(instance, Route::instanceId)
        .returns(cloud.caller.account(), Route::instanceOwnerId)
        .returns("active", Route::stateAsString);
    cloud.snapshot = cloud.snapshot.without(eni.key());
    assertThat(only().stateAsString()).isEqualTo("blackhole");
  }

  @Test
  void hostBitsOfADestinationAreCleared() {
    cloud.run(CreateRoute.OPERATION, to("192.168.7.9/16").gatewayId(gateway).build());
    assertThat(only().destinationCidrBlock()).isEqualTo("192.168.0.0/16");
  }

  @Test
  void aPrefixListIsADestination() {
    cloud.run(CreateRoute.OPERATION, CreateRouteRequest.builder().routeTableId(table).destinationPrefixListId(S3).gatewayId(gateway).build());
    assertThat(only().destinationPrefixListId()).isEqualTo(S3);
    CreateRouteRequest.Builder unknown = CreateRouteRequest.builder().routeTableId(table).destinationPrefixListId("pl-00000000");
    assertThat(refused(unknown.gatewayId(gateway)).code()).isEqualTo("InvalidPrefixListID.NotFound");
  }

  @Test
  void theSameDestinationTwiceIsRefused() {
    cloud.run(CreateRoute.OPERATION, to("0.0.0.0/0").gatewayId(gateway).build());
    assertThat(refused(to("0.0.0.0/0").gatewayId(gateway)))
        .returns("RouteAlreadyExists", AwsException::code)
        .hasMessage("The route identified by 0.0.0.0/0 already exists.");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/16, RouteAlreadyExists",
    "10.0.1.0/24, InvalidParameterValue",
    "10.0.0.7/32, InvalidParameterValue",
    "169.254.169.254/32, InvalidParameterValue",
    "10.0.0.0/99, InvalidParameterValue"
  })
  void localCannotBeEscaped(String cidr, String code) {
    assertThat(refused(to(cidr).gatewayId(gateway)).code()).isEqualTo(code);
    assertThat(refused(to(cidr).networkInterfaceId(calls.networkInterface(subnet).id())).code()).isEqualTo(code);
  }

  @Test
  void aRouteWiderThanTheVpcIsAllowed() {
    cloud.run(CreateRoute.OPERATION, to("10.0.0.0/8").gatewayId(gateway).build());
    assertThat(calls.routes(table)).hasSize(2);
  }

  @Test
  void aTargetIsNamedExactlyOnce() {
    assertThat(refused(to("0.0.0.0/0")).code()).isEqualTo("MissingParameter");
    assertThat(refused(to("0.0.0.0/0").gatewayId(gateway).natGatewayId("nat-00000000")).code()).isEqualTo("InvalidParameterCombination");
    assertThat(refused(CreateRouteRequest.builder().routeTableId(table).gatewayId(gateway)).code()).isEqualTo("MissingParameter");
    assertThat(refused(to("0.0.0.0/0").destinationPrefixListId(S3).gatewayId(gateway)).code()).isEqualTo("InvalidParameterCombination");
  }

  @ParameterizedTest
  @CsvSource({
    "igw-00000000, InvalidGatewayID.NotFound",
    "vgw-00000000, InvalidVpnGatewayID.NotFound",
    "vpce-00000000, InvalidParameterValue",
    "local, InvalidParameterValue"
  })
  void aGatewayThatCannotBeATargetIsRefused(String id, String code) {
    assertThat(refused(to("0.0.0.0/0").gatewayId(id)).code()).isEqualTo(code);
  }

  @Test
  void targetsThatAreNotThereAreRefused() {
    assertThat(refused(to("0.0.0.0/0").natGatewayId("nat-00000000")).code()).isEqualTo("InvalidNatGatewayID.NotFound");
    assertThat(refused(to("0.0.0.0/0").networkInterfaceId("eni-00000000")).code()).isEqualTo("InvalidNetworkInterfaceID.NotFound");
    assertThat(refused(to("0.0.0.0/0").instanceId("i-00000000")).code()).isEqualTo("InvalidInstanceID.NotFound");
  }

  @Test
  void targetsOfAnotherNetworkAreRefused() {
    String other = calls.vpc("10.1.0.0/16");
    assertThat(refused(to("0.0.0.0/0").gatewayId(calls.internetGateway())).code()).isEqualTo("Gateway.NotAttached");
    String foreign = calls.internetGateway(other);
    assertThat(refused(to("0.0.0.0/0").gatewayId(foreign)))
        .hasMessage("route table " + table + " and network gateway " + foreign + " belong to different networks");
    String otherSubnet = calls.subnet(other, "10.1.0.0/24");
    String nat = calls.natGateway(otherSubnet, calls.address());
    assertThat(refused(to("0.0.0.0/0").natGatewayId(nat)).code()).isEqualTo("InvalidParameterValue");
    assertThat(refused(to("0.0.0.0/0").networkInterfaceId(calls.networkInterface(otherSubnet).id())).code()).isEqualTo("InvalidParameterValue");
  }

  @Test
  void aRouteIsReplacedInItsPlace() {
    cloud.run(CreateRoute.OPERATION, to("0.0.0.0/0").gatewayId(gateway).build());
    cloud.run(CreateRoute.OPERATION, to("192.168.0.0/16").gatewayId(gateway).build());
    String nat = calls.natGateway(subnet, calls.address());
    cloud.run(
        ReplaceRoute.OPERATION,
        ReplaceRouteRequest.builder().routeTableId(table).destinationCidrBlock("0.0.0.0/0").natGatewayId(nat).build());
    assertThat(only()).returns("0.0.0.0/0", Route::destinationCidrBlock).returns(nat, Route::natGatewayId);
  }

  @Test
  void whatIsNotThereIsNeitherReplacedNorDeleted() {
    ReplaceRouteRequest replace =
        ReplaceRouteRequest.builder().routeTableId(table).destinationCidrBlock("0.0.0.0/0").gatewayId(gateway).build();
    assertThat(cloud.refused(ReplaceRoute.OPERATION, replace))
        .hasMessage("There is no route defined for '0.0.0.0/0' in the route table. Use CreateRoute instead.");
    DeleteRouteRequest delete = DeleteRouteRequest.builder().routeTableId(table).destinationCidrBlock("0.0.0.0/0").build();
    assertThat(cloud.refused(DeleteRoute.OPERATION, delete))
        .returns("InvalidRoute.NotFound", AwsException::code)
        .hasMessage("no route with destination-cidr-block 0.0.0.0/0 in route table " + table);
  }

  @Test
  void theLocalRouteIsNeitherReplacedNorDeleted() {
    DeleteRouteRequest delete = DeleteRouteRequest.builder().routeTableId(table).destinationCidrBlock("10.0.0.0/16").build();
    assertThat(cloud.refused(DeleteRoute.OPERATION, delete)).hasMessage("cannot remove local route 10.0.0.0/16 in route table " + table);
    ReplaceRouteRequest replace =
        ReplaceRouteRequest.builder().routeTableId(table).destinationCidrBlock("10.0.0.0/16").gatewayId(gateway).build();
    assertThat(cloud.refused(ReplaceRoute.OPERATION, replace).code()).isEqualTo("InvalidParameterValue");
  }

  @Test
  void theRouteOfAGatewayEndpointIsNotTouchedByHand() {
    RouteTable stored = cloud.get(RouteTable.class, Kind.ROUTE_TABLE, table);
    var route =
        new dev.postern.core.model.Route(
            new dev.postern.core.model.Route.ToPrefixList(S3), new dev.postern.core.model.Route.ViaVpcEndpoint("vpce-00000001"));
    cloud.snapshot = cloud.snapshot.with(stored.withRoutes(Stream.concat(stored.routes().stream(), Stream.of(route)).toList()));
    CreateRouteRequest.Builder create = CreateRouteRequest.builder().routeTableId(table).destinationPrefixListId(S3).gatewayId(gateway);
    assertThat(refused(create).code()).isEqualTo("RouteAlreadyExists");
    ReplaceRouteRequest replace = ReplaceRouteRequest.builder().routeTableId(table).destinationPrefixListId(S3).gatewayId(gateway).build();
    assertThat(cloud.refused(ReplaceRoute.OPERATION, replace).code()).isEqualTo("InvalidParameterValue");
    DeleteRouteRequest delete = DeleteRouteRequest.builder().routeTableId(table).destinationPrefixListId(S3).build();
    assertThat(cloud.refused(DeleteRoute.OPERATION, delete).code()).isEqualTo("InvalidParameterValue");
  }

  @Test
  void aRouteIsDeleted() {
    cloud.run(CreateRoute.OPERATION, to("0.0.0.0/0").gatewayId(gateway).build());
    cloud.run(DeleteRoute.OPERATION, DeleteRouteRequest.builder().routeTableId(table).destinationCidrBlock("0.0.0.0/0").build());
    assertThat(calls.routes(table)).extracting(Route::gatewayId).isEqualTo(List.of("local"));
  }

  @Test
  void targetsThatAreNotBuiltAreNotHonoured() {
    assertThat(
            List.of(
                "VpcEndpointId",
                "EgressOnlyInternetGatewayId",
                "LocalGatewayId",
                "CarrierGatewayId",
                "CoreNetworkArn",
                "DestinationIpv6CidrBlock"))
        .noneMatch(CreateRoute.OPERATION::honours)
        .noneMatch(ReplaceRoute.OPERATION::honours);
  }
}
