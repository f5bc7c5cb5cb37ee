package dev.postern.core.action.ec2.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.action.ec2.Network;
import dev.postern.core.model.Kind;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.VpcEndpoint;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ModifyVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.UnsuccessfulItem;

class EndpointOperationsTest {
  private static final String S3 = "com.amazonaws.us-east-1.s3";
  private final Network network = new Network();
  private final Cloud cloud = network.cloud;

  @Test
  void modifyMovesRoutesBetweenTables() {
    String id = endpoint(network.table.id());
    RouteTable other = network.routeTable("2");
    assertThat(cloud.run(ModifyVpcEndpoint.OPERATION, modify(id, r -> r.addRouteTableIds(other.id()).removeRouteTableIds(network.table.id())))
            .returnValue())
        .isTrue();
    assertThat(routes(network.table.id())).isZero();
    assertThat(routes(other.id())).isEqualTo(1);
    assertThat(cloud.get(VpcEndpoint.class, Kind.VPC_ENDPOINT, id).routeTableIds()).containsExactly(other.id());
  }

  @Test
  void modifyRefusesATableTwiceAndATableItDoesNotHave() {
    String id = endpoint(network.table.id());
    assertThat(cloud.refused(ModifyVpcEndpoint.OPERATION, modify(id, r -> r.addRouteTableIds(network.table.id()))).code())
        .isEqualTo("RouteAlreadyExists");
    assertThat(cloud.refused(ModifyVpcEndpoint.OPERATION, modify(id, r -> r.removeRouteTableIds(network.routeTable("2").id()))).code())
        .isEqualTo("InvalidParameter");
  }

  @Test
  void modifySetsAndResetsThePolicy() {
    String id = endpoint(network.table.id());
    String policy = "{\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"*\"}}";
    cloud.run(ModifyVpcEndpoint.OPERATION, modify(id, r -> r.policyDocument(policy)));
    assertThat(cloud.get(VpcEndpoint.class, Kind.VPC_ENDPOINT, id).policyDocument()).isEqualTo(policy);
    cloud.run(ModifyVpcEndpoint.OPERATION, modify(id, r -> r.resetPolicy(true)));
    assertThat(cloud.get(VpcEndpoint.class, Kind.VPC_ENDPOINT, id).policyDocument()).isEqualTo(EndpointPolicy.ofNew(VpcEndpoint.Type.GATEWAY));
    assertThat(cloud.refused(ModifyVpcEndpoint.OPERATION, modify(id, r -> r.resetPolicy(true).policyDocument(policy))).code())
        .isEqualTo("InvalidParameterCombination");
    assertThat(cloud.refused(ModifyVpcEndpoint.OPERATION, modify(id, r -> r.policyDocument("no"))).code()).isEqualTo("InvalidPolicyDocument");
  }

  @Test
  void modifyRefusesUnknownEndpointsAndOtherTypesParameters() {
    assertThat(cloud.refused(ModifyVpcEndpoint.OPERATION, modify("vpce-0badbadb", _ -> {})).text())
        .isEqualTo("The Vpc Endpoint Id 'vpce-0badbadb' does not exist");
    String id = endpoint(network.table.id());
    assertThat(cloud.refused(ModifyVpcEndpoint.OPERATION, modify(id, r -> r.addSubnetIds(network.subnet.id()))).text()).contains("AddSubnetId");
  }

  @Test
  void deleteRemovesTheRoutesAndListsWhatFailed() {
    String id = endpoint(network.table.id());
    List<UnsuccessfulItem> failed =
        cloud.run(DeleteVpcEndpoints.OPERATION, DeleteVpcEndpointsRequest.builder().vpcEndpointIds(id, "vpce-0badbadb").build()).unsuccessful();
    assertThat(failed).singleElement().satisfies(f -> {
      assertThat(f.resourceId()).isEqualTo("vpce-0badbadb");
      assertThat(f.error().code()).isEqualTo("InvalidVpcEndpoint.NotFound");
      assertThat(f.error().message()).isEqualTo("The Vpc Endpoint Id 'vpce-0badbadb' does not exist");
    });
    assertThat(routes(network.table.id())).isZero();
    assertThat(cloud.all(VpcEndpoint.class, Kind.VPC_ENDPOINT)).isEmpty();
  }

  @Test
  void malformedIdFailsTheWholeDelete() {
    String id = endpoint(network.table.id());
    assertThat(cloud.refused(DeleteVpcEndpoints.OPERATION, DeleteVpcEndpointsRequest.builder().vpcEndpointIds(id, "vpce-x").build()).code())
        .isEqualTo("InvalidVpcEndpointId.Malformed");
    assertThat(cloud.refused(DeleteVpcEndpoints.OPERATION, DeleteVpcEndpointsRequest.builder().build()).code()).isEqualTo("MissingParameter");
  }

  @Test
  void availableIsSaidOnceTheKernelHasIt() {
    String id = endpoint(network.table.id());
    assertThat(described("vpc-endpoint-state", "available").vpcEndpoints()).isEmpty();
    cloud.carries(network.vpc.id(), id);
    assertThat(described("vpc-endpoint-state", "available").vpcEndpoints()).singleElement()
        .satisfies(e -> assertThat(e.stateAsString()).isEqualTo("available"));
  }

  @Test
  void describeFiltersAndRefusesUnknownOnes() {
    endpoint(network.table.id());
    assertThat(described("service-name", "*.s3").vpcEndpoints()).hasSize(1);
    assertThat(described("vpc-endpoint-type", "Interface").vpcEndpoints()).isEmpty();
    assertThat(described("vpc-id", network.vpc.id()).vpcEndpoints()).hasSize(1);
    assertThat(cloud.refused(DescribeVpcEndpoints.OPERATION, DescribeVpcEndpointsRequest.builder()
            .filters(Filter.builder().name("subnet-id").values("x").build()).build()).code())
        .isEqualTo("InvalidParameterValue");
    assertThat(cloud.refused(DescribeVpcEndpoints.OPERATION,
            DescribeVpcEndpointsRequest.builder().vpcEndpointIds("vpce-0badbadb").build()).code())
        .isEqualTo("InvalidVpcEndpointId.NotFound");
  }

  private String endpoint(String routeTableId) {
    return cloud.run(CreateVpcEndpoint.OPERATION,
            CreateVpcEndpointRequest.builder().vpcId(network.vpc.id()).serviceName(S3).routeTableIds(routeTableId).build())
        .vpcEndpoint().vpcEndpointId();
  }

  private int routes(String routeTableId) {
    return cloud.get(RouteTable.class, Kind.ROUTE_TABLE, routeTableId).routes().size();
  }

  private DescribeVpcEndpointsResponse described(String filter, String value) {
    return cloud.run(DescribeVpcEndpoints.OPERATION,
        DescribeVpcEndpointsRequest.builder().filters(Filter.builder().name(filter).values(value).build()).build());
  }

  private static ModifyVpcEndpointRequest modify(String id, Consumer<ModifyVpcEndpointRequest.Builder> more) {
    ModifyVpcEndpointRequest.Builder builder = ModifyVpcEndpointRequest.builder().vpcEndpointId(id);
    more.accept(builder);
    return builder.build();
  }
}
