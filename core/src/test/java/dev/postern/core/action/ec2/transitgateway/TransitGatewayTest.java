package dev.postern.core.action.ec2.transitgateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.action.ec2.tag.CreateTags;
import dev.postern.core.error.AwsException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.CreateTransitGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTransitGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTransitGatewayVpcAttachmentRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTransitGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ModifyTransitGatewayOptions;
import software.amazon.awssdk.services.ec2.model.ModifyTransitGatewayRequest;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.TransitGateway;
import software.amazon.awssdk.services.ec2.model.TransitGatewayRequestOptions;

class TransitGatewayTest {
  private final Transit transit = new Transit();
  private final Cloud cloud = transit.cloud;

  private List<TransitGateway> described(Consumer<DescribeTransitGatewaysRequest.Builder> how) {
    DescribeTransitGatewaysRequest.Builder request = DescribeTransitGatewaysRequest.builder();
    how.accept(request);
    return cloud.run(DescribeTransitGateways.OPERATION, request.build()).transitGateways();
  }

  private TransitGateway described(String id) {
    return described(r -> r.transitGatewayIds(id)).getFirst();
  }

  private AwsException refusedWith(Consumer<TransitGatewayRequestOptions.Builder> options) {
    return cloud.refused(CreateTransitGateway.OPERATION, CreateTransitGatewayRequest.builder().options(options).build());
  }

  private ModifyTransitGatewayRequest modify(String id, Consumer<ModifyTransitGatewayOptions.Builder> options) {
    return ModifyTransitGatewayRequest.builder().transitGatewayId(id).options(options).build();
  }

  private AwsException deletionRefused(String id) {
    return cloud.refused(DeleteTransitGateway.OPERATION, DeleteTransitGatewayRequest.builder().transitGatewayId(id).build());
  }

  @Test
  void aNewGatewayHasOneDefaultTableForBothPurposesAndAwsDefaults() {
    TransitGateway made = described(transit.gateway());
    assertThat(made.stateAsString()).isEqualTo("available");
    assertThat(made.transitGatewayArn()).isEqualTo("arn:aws:ec2:us-east-1:000000000000:transit-gateway/" + made.transitGatewayId());
    assertThat(made.options().amazonSideAsn()).isEqualTo(64512);
    assertThat(made.options().defaultRouteTableAssociationAsString()).isEqualTo("enable");
    assertThat(made.options().associationDefaultRouteTableId()).startsWith("tgw-rtb-").isEqualTo(made.options().propagationDefaultRouteTableId());
    assertThat(made.options().vpnEcmpSupportAsString()).isEqualTo("enable");
    assertThat(made.options().securityGroupReferencingSupportAsString()).isEqualTo("disable");
  }

  @Test
  void aGatewayWithoutDefaultsHasNoTable() {
    TransitGateway made = described(transit.bareGateway());
    assertThat(made.options().associationDefaultRouteTableId()).isNull();
    assertThat(made.options().propagationDefaultRouteTableId()).isNull();
    assertThat(made.options().defaultRouteTablePropagationAsString()).isEqualTo("disable");
    assertThat(cloud.snapshot.network(made.transitGatewayId())).hasSize(1);
  }

  @Test
  void whatIsNotCarriedIsRefusedByNameAndItsDefaultPasses() {
    assertThat(refusedWith(o -> o.multicastSupport("enable")).code()).isEqualTo("UnsupportedOperation");
    assertThat(refusedWith(o -> o.autoAcceptSharedAttachments("enable")).text()).contains("AutoAcceptSharedAttachments");
    assertThat(refusedWith(o -> o.vpnEcmpSupport("disable")).text()).contains("VpnEcmpSupport");
    assertThat(refusedWith(o -> o.dnsSupport("perhaps")).code()).isEqualTo("InvalidParameterValue");
    assertThat(refusedWith(o -> o.amazonSideAsn(7018L)).code()).isEqualTo("InvalidParameterValue");
    CreateTransitGatewayRequest spelt =
        CreateTransitGatewayRequest.builder()
            .options(o -> o.dnsSupport("enable").vpnEcmpSupport("enable").multicastSupport("disable").amazonSideAsn(4_200_000_000L))
            .build();
    assertThat(cloud.run(CreateTransitGateway.OPERATION, spelt).transitGateway().options().amazonSideAsn()).isEqualTo(4_200_000_000L);
  }

  @Test
  void gatewaysAreFoundByFiltersTagsAndPages() {
    String first = transit.gateway();
    String second = transit.bareGateway();
    cloud.run(CreateTags.OPERATION, CreateTagsRequest.builder().resources(second).tags(t -> t.key("Name").value("hub")).build());
    assertThat(described(r -> r.filters(Transit.filter("tag:Name", "h*")))).extracting(TransitGateway::transitGatewayId).containsExactly(second);
    assertThat(described(r -> r.filters(Transit.filter("options.default-route-table-association", "enable"))))
        .extracting(TransitGateway::transitGatewayId)
        .containsExactly(first);
    assertThat(described(r -> r.filters(Transit.filter("options.propagation-default-route-table-id", transit.defaultTable(first))))).hasSize(1);
    assertThat(described(r -> r.filters(Transit.filter("state", "deleted")))).isEmpty();
    DescribeTransitGatewaysRequest odd =
        DescribeTransitGatewaysRequest.builder().filters(Filter.builder().name("colour").values("red").build()).build();
    assertThat(cloud.refused(DescribeTransitGateways.OPERATION, odd).text()).contains("colour");
  }

  @Test
  void tagsOfTheRequestAreTheGatewaysOwn() {
    TagSpecification tags = TagSpecification.builder().resourceType("transit-gateway").tags(t -> t.key("a").value("b")).build();
    CreateTransitGatewayRequest request = CreateTransitGatewayRequest.builder().description("hub").tagSpecifications(tags).build();
    TransitGateway made = cloud.run(CreateTransitGateway.OPERATION, request).transitGateway();
    assertThat(made.tags()).singleElement().returns("a", t -> t.key());
    assertThat(made.description()).isEqualTo("hub");
  }

  @Test
  void onlyAGatewayWithoutAttachmentsCanBeDeletedAndItsTablesGoWithIt() {
    String gateway = transit.gateway();
    transit.table(gateway);
    String vpc = transit.attached(gateway, "10.1.0.0/24");
    assertThat(deletionRefused(gateway).code()).isEqualTo("IncorrectState");
    assertThat(deletionRefused(gateway).text()).isEqualTo(gateway + " has non-deleted VPC Attachments: " + vpc + ".");
    cloud.run(
        DeleteTransitGatewayVpcAttachment.OPERATION,
        DeleteTransitGatewayVpcAttachmentRequest.builder().transitGatewayAttachmentId(vpc).build());
    cloud.run(DeleteTransitGateway.OPERATION, DeleteTransitGatewayRequest.builder().transitGatewayId(gateway).build());
    assertThat(cloud.snapshot.network(gateway)).isEmpty();
    assertThat(deletionRefused(gateway).code()).isEqualTo("InvalidTransitGatewayID.NotFound");
  }

  @Test
  void anotherAccountsGatewayDoesNotExist() {
    String gateway = transit.gateway();
    Throwable thrown =
        catchThrowable(
            () ->
                new DeleteTransitGateway()
                    .apply(
                        cloud.snapshot,
                        transit.stranger(),
                        DeleteTransitGatewayRequest.builder().transitGatewayId(gateway).build(),
                        cloud.facts()));
    assertThat(thrown).isInstanceOf(AwsException.class).hasMessage("Transit Gateway " + gateway + " was deleted or does not exist.");
    assertThat(deletionRefused("tgw-attach-00000001").code()).isEqualTo("InvalidTransitGatewayID.Malformed");
  }

  @Test
  void defaultTablesAreChangedByNamingATableOrNone() {
    String gateway = transit.gateway();
    String other = transit.table(gateway);
    String elsewhere = transit.table(transit.bareGateway());
    TransitGateway changed =
        cloud
            .run(
                ModifyTransitGateway.OPERATION,
                modify(gateway, o -> o.associationDefaultRouteTableId(other).defaultRouteTablePropagation("disable")))
            .transitGateway();
    assertThat(changed.options().associationDefaultRouteTableId()).isEqualTo(other);
    assertThat(changed.options().defaultRouteTablePropagationAsString()).isEqualTo("disable");
    AwsException bare = cloud.refused(ModifyTransitGateway.OPERATION, modify(gateway, o -> o.defaultRouteTablePropagation("enable")));
    assertThat(bare.code()).isEqualTo("InvalidParameterCombination");
    AwsException both =
        cloud.refused(
            ModifyTransitGateway.OPERATION,
            modify(gateway, o -> o.defaultRouteTableAssociation("disable").associationDefaultRouteTableId(other)));
    assertThat(both.code()).isEqualTo("InvalidParameterCombination");
    AwsException foreign =
        cloud.refused(ModifyTransitGateway.OPERATION, modify(gateway, o -> o.associationDefaultRouteTableId(elsewhere)));
    assertThat(foreign.code()).isEqualTo("InvalidRouteTableID.NotFound");
  }
}
