package dev.postern.core.action.ec2.routetable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.ec2.Calls;
import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.error.AwsException;
import dev.postern.core.model.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.AssociateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.DeleteRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteTableAssociationRequest;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;

class RouteTableOperationsTest {
  private final Cloud cloud = new Cloud();
  private final Calls calls = new Calls(cloud);
  private final String vpc = calls.vpc("10.0.0.0/16");
  private final String main = cloud.all(dev.postern.core.model.RouteTable.class, Kind.ROUTE_TABLE).getFirst().id();
  private final String table = calls.routeTable(vpc);
  private final String subnet = calls.subnet(vpc, "10.0.0.0/24");

  private List<RouteTable> describe(String filter, String value) {
    DescribeRouteTablesRequest request = DescribeRouteTablesRequest.builder().filters(Filter.builder().name(filter).values(value).build()).build();
    return cloud.run(DescribeRouteTables.OPERATION, request).routeTables();
  }

  private AwsException refusedDelete(String id) {
    return cloud.refused(DeleteRouteTable.OPERATION, DeleteRouteTableRequest.builder().routeTableId(id).build());
  }

  @Test
  void aNewTableHasTheLocalRouteAlone() {
    assertThat(calls.routes(table))
        .singleElement()
        .returns("10.0.0.0/16", Route::destinationCidrBlock)
        .returns("local", Route::gatewayId)
        .returns("CreateRouteTable", Route::originAsString)
        .returns("active", Route::stateAsString);
  }

  @Test
  void theSameTokenMakesOneTable() {
    CreateRouteTableRequest.Builder request = CreateRouteTableRequest.builder().vpcId(vpc).clientToken("once");
    String first = cloud.run(CreateRouteTable.OPERATION, request.build()).routeTable().routeTableId();
    assertThat(cloud.run(CreateRouteTable.OPERATION, request.build()).routeTable().routeTableId()).isEqualTo(first);
    String other = calls.vpc("10.1.0.0/16");
    assertThat(cloud.refused(CreateRouteTable.OPERATION, request.vpcId(other).build()).code()).isEqualTo("IdempotentParameterMismatch");
  }

  @Test
  void filtersFindTheMainTableAndASubnetsTable() {
    calls.associate(table, subnet);
    assertThat(describe("association.main", "true")).singleElement().returns(main, RouteTable::routeTableId);
    assertThat(describe("association.subnet-id", subnet)).singleElement().returns(table, RouteTable::routeTableId);
    assertThat(describe("route.gateway-id", "local")).hasSize(2);
    assertThat(describe("vpc-id", "vpc-00000000")).isEmpty();
  }

  @Test
  void associatingTwiceGivesTheSameAssociation() {
    assertThat(calls.associate(table, subnet)).isEqualTo(calls.associate(table, subnet));
  }

  @Test
  void aSubnetHasOneTable() {
    calls.associate(table, subnet);
    AssociateRouteTableRequest second = AssociateRouteTableRequest.builder().routeTableId(main).subnetId(subnet).build();
    assertThat(cloud.refused(AssociateRouteTable.OPERATION, second).code()).isEqualTo("Resource.AlreadyAssociated");
  }

  @Test
  void aSubnetOfAnotherVpcIsRefused() {
    String foreign = calls.subnet(calls.vpc("10.1.0.0/16"), "10.1.0.0/24");
    AssociateRouteTableRequest request = AssociateRouteTableRequest.builder().routeTableId(table).subnetId(foreign).build();
    assertThat(cloud.refused(AssociateRouteTable.OPERATION, request))
        .hasMessage("route table " + table + " and subnet " + foreign + " belong to different networks");
  }

  @Test
  void aSubnetsAssociationIsRemovedButNeverTheMainOne() {
    String association = calls.associate(table, subnet);
    cloud.run(DisassociateRouteTable.OPERATION, DisassociateRouteTableRequest.builder().associationId(association).build());
    assertThat(describe("association.subnet-id", subnet)).isEmpty();
    String mainAssociation = describe("association.main", "true").getFirst().associations().getFirst().routeTableAssociationId();
    assertThat(
            cloud.refused(DisassociateRouteTable.OPERATION, DisassociateRouteTableRequest.builder().associationId(mainAssociation).build()))
        .hasMessage("cannot disassociate the main route table association " + mainAssociation);
    assertThat(cloud.refused(DisassociateRouteTable.OPERATION, DisassociateRouteTableRequest.builder().associationId(association).build()).code())
        .isEqualTo("InvalidAssociationID.NotFound");
  }

  @Test
  void anotherTableTakesThePartOfTheMainOne() {
    String association = describe("association.main", "true").getFirst().associations().getFirst().routeTableAssociationId();
    ReplaceRouteTableAssociationRequest request =
        ReplaceRouteTableAssociationRequest.builder().associationId(association).routeTableId(table).build();
    String moved = cloud.run(ReplaceRouteTableAssociation.OPERATION, request).newAssociationId();
    assertThat(moved).isNotEqualTo(association);
    assertThat(describe("association.main", "true")).singleElement().returns(table, RouteTable::routeTableId);
    cloud.run(DeleteRouteTable.OPERATION, DeleteRouteTableRequest.builder().routeTableId(main).build());
  }

  @Test
  void aTableInUseIsNotDeleted() {
    assertThat(refusedDelete(main).code()).isEqualTo("DependencyViolation");
    calls.associate(table, subnet);
    assertThat(refusedDelete(table)).hasMessage("The routeTable '" + table + "' has dependencies and cannot be deleted.");
  }

  @Test
  void unknownTablesAreRefused() {
    assertThat(refusedDelete("rtb-00000000").code()).isEqualTo("InvalidRouteTableID.NotFound");
    assertThat(refusedDelete("rtb-zz").code()).isEqualTo("InvalidRouteTableId.Malformed");
  }
}
