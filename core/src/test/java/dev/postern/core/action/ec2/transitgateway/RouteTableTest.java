package dev.postern.core.action.ec2.transitgateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.error.AwsException;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.AssociateTransitGatewayRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.CreateTransitGatewayRouteRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTransitGatewayRouteRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTransitGatewayRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTransitGatewayVpcAttachmentRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTransitGatewayRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DisableTransitGatewayRouteTablePropagationRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateTransitGatewayRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.EnableTransitGatewayRouteTablePropagationRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GetTransitGatewayRouteTableAssociationsRequest;
import software.amazon.awssdk.services.ec2.model.GetTransitGatewayRouteTablePropagationsRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceTransitGatewayRouteRequest;
import software.amazon.awssdk.services.ec2.model.SearchTransitGatewayRoutesRequest;
import software.amazon.awssdk.services.ec2.model.SearchTransitGatewayRoutesResponse;
import software.amazon.awssdk.services.ec2.model.TransitGatewayRoute;
import software.amazon.awssdk.services.ec2.model.TransitGatewayRouteTable;

class RouteTableTest {
  private final Transit transit = new Transit();
  private final Cloud cloud = transit.cloud;
  private final String gateway = transit.bareGateway();
  private final String table = transit.table(gateway);
  private final String first = transit.attached(gateway, "10.1.0.0/24");
  private final String second = transit.attached(gateway, "10.2.0.0/24");

  private AssociateTransitGatewayRouteTableRequest associate(String tableId, String attachment) {
    return AssociateTransitGatewayRouteTableRequest.builder().transitGatewayRouteTableId(tableId).transitGatewayAttachmentId(attachment).build();
  }

  private DisassociateTransitGatewayRouteTableRequest disassociate(String attachment) {
    return DisassociateTransitGatewayRouteTableRequest.builder()
        .transitGatewayRouteTableId(table)
        .transitGatewayAttachmentId(attachment)
        .build();
  }

  private EnableTransitGatewayRouteTablePropagationRequest enable(String attachment) {
    return EnableTransitGatewayRouteTablePropagationRequest.builder()
        .transitGatewayRouteTableId(table)
        .transitGatewayAttachmentId(attachment)
        .build();
  }

  private DisableTransitGatewayRouteTablePropagationRequest disable(String attachment) {
    return DisableTransitGatewayRouteTablePropagationRequest.builder()
        .transitGatewayRouteTableId(table)
        .transitGatewayAttachmentId(attachment)
        .build();
  }

  private CreateTransitGatewayRouteRequest.Builder route(String destination) {
    return CreateTransitGatewayRouteRequest.builder().transitGatewayRouteTableId(table).destinationCidrBlock(destination);
  }

  private void routed(String destination, String attachment) {
    cloud.run(CreateTransitGatewayRoute.OPERATION, route(destination).transitGatewayAttachmentId(attachment).build());
  }

  private SearchTransitGatewayRoutesResponse search(Filter... filters) {
    return cloud.run(
        SearchTransitGatewayRoutes.OPERATION,
        SearchTransitGatewayRoutesRequest.builder().transitGatewayRouteTableId(table).filters(filters).build());
  }

  private List<String> found(String name, String... values) {
    return search(filter(name, values)).routes().stream().map(TransitGatewayRoute::destinationCidrBlock).toList();
  }

  private static Filter filter(String name, String... values) {
    return Filter.builder().name(name).values(values).build();
  }

  private static DeleteTransitGatewayRouteTableRequest deletion(String tableId) {
    return DeleteTransitGatewayRouteTableRequest.builder().transitGatewayRouteTableId(tableId).build();
  }

  @Test
  void anAttachmentIsAssociatedWithOneTableOnly() {
    assertThat(cloud.run(AssociateTransitGatewayRouteTable.OPERATION, associate(table, first)).association().stateAsString()).isEqualTo("associated");
    AwsException again = cloud.refused(AssociateTransitGatewayRouteTable.OPERATION, associate(transit.table(gateway), first));
    assertThat(again.code()).isEqualTo("Resource.AlreadyAssociated");
    assertThat(again.text()).isEqualTo("Transit Gateway Attachment " + first + " is already associated to a route table.");
    assertThat(cloud.run(DisassociateTransitGatewayRouteTable.OPERATION, disassociate(first)).association().stateAsString())
        .isEqualTo("disassociating");
    assertThat(cloud.refused(DisassociateTransitGatewayRouteTable.OPERATION, disassociate(first)).code()).isEqualTo("InvalidAssociation.NotFound");
  }

  @Test
  void associationsAndPropagationsAreListedWithTheirResources() {
    cloud.run(AssociateTransitGatewayRouteTable.OPERATION, associate(table, first));
    cloud.run(EnableTransitGatewayRouteTablePropagation.OPERATION, enable(second));
    var associations =
        cloud.run(
                GetTransitGatewayRouteTableAssociations.OPERATION,
                GetTransitGatewayRouteTableAssociationsRequest.builder().transitGatewayRouteTableId(table).build())
            .associations();
    assertThat(associations).singleElement().returns(first, a -> a.transitGatewayAttachmentId()).returns("associated", a -> a.stateAsString());
    GetTransitGatewayRouteTablePropagationsRequest vpcs =
        GetTransitGatewayRouteTablePropagationsRequest.builder()
            .transitGatewayRouteTableId(table)
            .filters(filter("resource-id", transit.attachmentOf(second).resourceId()))
            .build();
    assertThat(cloud.run(GetTransitGatewayRouteTablePropagations.OPERATION, vpcs).transitGatewayRouteTablePropagations())
        .singleElement()
        .returns("vpc", p -> p.resourceTypeAsString())
        .returns("enabled", p -> p.stateAsString());
  }

  @Test
  void propagationIsEnabledAndDisabledOnce() {
    cloud.run(EnableTransitGatewayRouteTablePropagation.OPERATION, enable(first));
    assertThat(found("type", "propagated")).containsExactly("10.1.0.0/24");
    assertThat(cloud.refused(EnableTransitGatewayRouteTablePropagation.OPERATION, enable(first)).code())
        .isEqualTo("TransitGatewayRouteTablePropagation.Duplicate");
    cloud.run(DisableTransitGatewayRouteTablePropagation.OPERATION, disable(first));
    assertThat(found("type", "propagated")).isEmpty();
    assertThat(cloud.refused(DisableTransitGatewayRouteTablePropagation.OPERATION, disable(first)).code())
        .isEqualTo("TransitGatewayRouteTablePropagation.NotFound");
  }

  @Test
  void aTableSpeaksOfItsOwnGatewaysAttachments() {
    String foreign = transit.attached(transit.bareGateway(), "10.3.0.0/24");
    assertThat(cloud.refused(AssociateTransitGatewayRouteTable.OPERATION, associate(table, foreign)).code()).isEqualTo("InvalidParameterValue");
    assertThat(cloud.refused(AssociateTransitGatewayRouteTable.OPERATION, associate(table, "tgw-attach-00000009")).code())
        .isEqualTo("InvalidTransitGatewayAttachmentID.NotFound");
    assertThat(cloud.refused(AssociateTransitGatewayRouteTable.OPERATION, associate("tgw-rtb-00000009", first)).code())
        .isEqualTo("InvalidRouteTableID.NotFound");
  }

  @Test
  void aStaticRouteTakesThePlaceOfAPropagatedOneUntilItIsDeleted() {
    cloud.run(EnableTransitGatewayRouteTablePropagation.OPERATION, enable(first));
    routed("10.1.0.0/24", second);
    assertThat(search(filter("route-search.exact-match", "10.1.0.0/24")).routes())
        .singleElement()
        .returns("static", TransitGatewayRoute::typeAsString)
        .returns(second, r -> r.transitGatewayAttachments().getFirst().transitGatewayAttachmentId());
    DeleteTransitGatewayRouteRequest delete =
        DeleteTransitGatewayRouteRequest.builder().transitGatewayRouteTableId(table).destinationCidrBlock("10.1.0.0/24").build();
    assertThat(cloud.run(DeleteTransitGatewayRoute.OPERATION, delete).route().stateAsString()).isEqualTo("deleted");
    assertThat(search(filter("route-search.exact-match", "10.1.0.0/24")).routes())
        .singleElement()
        .returns("propagated", TransitGatewayRoute::typeAsString);
    assertThat(cloud.refused(DeleteTransitGatewayRoute.OPERATION, delete).code()).isEqualTo("InvalidRoute.NotFound");
  }

  @Test
  void aRouteIsWrittenOnceAndReplacedOnlyWhenThere() {
    routed("0.0.0.0/0", first);
    AwsException twice = cloud.refused(CreateTransitGatewayRoute.OPERATION, route("0.0.0.0/0").blackhole(true).build());
    assertThat(twice.code()).isEqualTo("RouteAlreadyExists");
    assertThat(twice.text()).isEqualTo("Route 0.0.0.0/0 already exists in Transit Gateway Route Table " + table + ".");
    ReplaceTransitGatewayRouteRequest.Builder replace = ReplaceTransitGatewayRouteRequest.builder().transitGatewayRouteTableId(table);
    TransitGatewayRoute changed =
        cloud.run(ReplaceTransitGatewayRoute.OPERATION, replace.destinationCidrBlock("0.0.0.0/0").blackhole(true).build()).route();
    assertThat(changed.stateAsString()).isEqualTo("blackhole");
    assertThat(cloud.refused(ReplaceTransitGatewayRoute.OPERATION, replace.destinationCidrBlock("10.0.0.0/8").build()).code())
        .isEqualTo("InvalidRoute.NotFound");
    assertThat(cloud.refused(CreateTransitGatewayRoute.OPERATION, route("10.0.0.0/8").build()).code()).isEqualTo("MissingParameter");
    AwsException both =
        cloud.refused(CreateTransitGatewayRoute.OPERATION, route("10.0.0.0/8").blackhole(true).transitGatewayAttachmentId(first).build());
    assertThat(both.code()).isEqualTo("InvalidParameterCombination");
    assertThat(cloud.refused(CreateTransitGatewayRoute.OPERATION, route("10.0.0.0").transitGatewayAttachmentId(first).build()).code())
        .isEqualTo("InvalidParameterValue");
  }

  @Test
  void aStaticRouteToADeletedAttachmentIsABlackhole() {
    routed("10.7.0.0/16", first);
    cloud.run(
        DeleteTransitGatewayVpcAttachment.OPERATION,
        DeleteTransitGatewayVpcAttachmentRequest.builder().transitGatewayAttachmentId(first).build());
    assertThat(search(filter("state", "blackhole")).routes())
        .singleElement()
        .returns("10.7.0.0/16", TransitGatewayRoute::destinationCidrBlock)
        .returns(false, TransitGatewayRoute::hasTransitGatewayAttachments);
  }

  @Test
  void routesAreFoundByTheirBlocks() {
    routed("0.0.0.0/0", first);
    routed("10.0.0.0/8", first);
    routed("10.1.0.0/16", second);
    routed("10.1.4.0/24", second);
    assertThat(found("route-search.exact-match", "10.1.0.0/16", "10.0.0.0/8")).containsExactly("10.0.0.0/8", "10.1.0.0/16");
    assertThat(found("route-search.longest-prefix-match", "10.1.9.9")).containsExactly("10.1.0.0/16");
    assertThat(found("route-search.longest-prefix-match", "10.1.4.0/25", "8.8.8.8")).containsExactly("0.0.0.0/0", "10.1.4.0/24");
    assertThat(found("route-search.subnet-of-match", "10.1.0.0/16")).containsExactly("10.1.0.0/16", "10.1.4.0/24");
    assertThat(found("route-search.supernet-of-match", "10.1.0.0/20")).containsExactly("0.0.0.0/0", "10.0.0.0/8", "10.1.0.0/16");
    assertThat(search(filter("route-search.supernet-of-match", "10.1.0.0/20"), filter("attachment.transit-gateway-attachment-id", second)).routes())
        .singleElement()
        .returns("10.1.0.0/16", TransitGatewayRoute::destinationCidrBlock);
    assertThat(found("attachment.resource-type", "vpc")).hasSize(4);
    assertThat(found("attachment.resource-id", transit.attachmentOf(first).resourceId())).hasSize(2);
  }

  @Test
  void aSearchNeedsAFilterItKnowsAndComesInPages() {
    for (int n = 0; n < 7; n++) {
      routed("10.9." + n + ".0/24", first);
    }
    SearchTransitGatewayRoutesRequest.Builder request = SearchTransitGatewayRoutesRequest.builder().transitGatewayRouteTableId(table);
    assertThat(cloud.refused(SearchTransitGatewayRoutes.OPERATION, request.build()).code()).isEqualTo("MissingParameter");
    assertThat(cloud.refused(SearchTransitGatewayRoutes.OPERATION, request.filters(filter("colour", "red")).build()).text()).contains("colour");
    assertThat(cloud.refused(SearchTransitGatewayRoutes.OPERATION, request.filters(filter("route-search.exact-match", "ten")).build()).code())
        .isEqualTo("InvalidParameterValue");
    request.filters(filter("type", "static")).maxResults(5);
    SearchTransitGatewayRoutesResponse page = cloud.run(SearchTransitGatewayRoutes.OPERATION, request.build());
    assertThat(page.routes()).hasSize(5);
    assertThat(page.additionalRoutesAvailable()).isTrue();
    SearchTransitGatewayRoutesResponse rest = cloud.run(SearchTransitGatewayRoutes.OPERATION, request.nextToken(page.nextToken()).build());
    assertThat(rest.routes()).extracting(TransitGatewayRoute::destinationCidrBlock).containsExactly("10.9.5.0/24", "10.9.6.0/24");
    assertThat(rest.additionalRoutesAvailable()).isFalse();
  }

  @Test
  void defaultTablesAreMarkedAndCannotBeDeleted() {
    String other = transit.gateway();
    DescribeTransitGatewayRouteTablesRequest defaults =
        DescribeTransitGatewayRouteTablesRequest.builder().filters(filter("default-association-route-table", "true")).build();
    assertThat(cloud.run(DescribeTransitGatewayRouteTables.OPERATION, defaults).transitGatewayRouteTables())
        .singleElement()
        .returns(transit.defaultTable(other), TransitGatewayRouteTable::transitGatewayRouteTableId)
        .returns(true, TransitGatewayRouteTable::defaultPropagationRouteTable)
        .returns("available", TransitGatewayRouteTable::stateAsString);
    assertThat(cloud.refused(DeleteTransitGatewayRouteTable.OPERATION, deletion(transit.defaultTable(other))).code()).isEqualTo("IncorrectState");
  }

  @Test
  void aTableInUseCannotBeDeleted() {
    cloud.run(AssociateTransitGatewayRouteTable.OPERATION, associate(table, first));
    assertThat(cloud.refused(DeleteTransitGatewayRouteTable.OPERATION, deletion(table)).code()).isEqualTo("IncorrectState");
    cloud.run(DisassociateTransitGatewayRouteTable.OPERATION, disassociate(first));
    assertThat(cloud.run(DeleteTransitGatewayRouteTable.OPERATION, deletion(table)).transitGatewayRouteTable().stateAsString()).isEqualTo("deleting");
    assertThat(cloud.refused(DeleteTransitGatewayRouteTable.OPERATION, deletion(table)).code()).isEqualTo("InvalidRouteTableID.NotFound");
  }
}
