package dev.postern.core.action.ec2.transitgateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.action.ec2.networkinterface.DeleteNetworkInterface;
import dev.postern.core.action.ec2.networkinterface.DetachNetworkInterface;
import dev.postern.core.action.ec2.subnet.DeleteSubnet;
import dev.postern.core.action.ec2.vpc.DeleteVpc;
import dev.postern.core.error.AwsException;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.ZoneFault;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.CreateTransitGatewayVpcAttachmentRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTransitGatewayVpcAttachmentRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTransitGatewayAttachmentsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTransitGatewayVpcAttachmentsRequest;
import software.amazon.awssdk.services.ec2.model.DetachNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ModifyTransitGatewayVpcAttachmentRequest;
import software.amazon.awssdk.services.ec2.model.TransitGatewayVpcAttachment;

class AttachmentTest {
  private final Transit transit = new Transit();
  private final Cloud cloud = transit.cloud;
  private final String gateway = transit.gateway();
  private final String vpc = transit.calls.vpc("10.1.0.0/16");
  private final String a = transit.subnet(vpc, "10.1.0.0/24", "us-east-1a");
  private final String b = transit.subnet(vpc, "10.1.1.0/24", "us-east-1b");
  private final String alsoA = transit.subnet(vpc, "10.1.2.0/24", "us-east-1a");

  private AwsException refused(Consumer<CreateTransitGatewayVpcAttachmentRequest.Builder> how) {
    CreateTransitGatewayVpcAttachmentRequest.Builder request =
        CreateTransitGatewayVpcAttachmentRequest.builder().transitGatewayId(gateway).vpcId(vpc).subnetIds(a);
    how.accept(request);
    return cloud.refused(CreateTransitGatewayVpcAttachment.OPERATION, request.build());
  }

  private List<NetworkInterface> interfaces(String attachment) {
    return transit.attachmentOf(attachment).networkInterfaceIds().stream()
        .map(id -> cloud.get(NetworkInterface.class, Kind.NETWORK_INTERFACE, id))
        .toList();
  }

  private TransitGatewayVpcAttachment described(String attachment) {
    DescribeTransitGatewayVpcAttachmentsRequest request =
        DescribeTransitGatewayVpcAttachmentsRequest.builder().transitGatewayAttachmentIds(attachment).build();
    return cloud.run(DescribeTransitGatewayVpcAttachments.OPERATION, request).transitGatewayVpcAttachments().getFirst();
  }

  private ModifyTransitGatewayVpcAttachmentRequest modify(String attachment, List<String> add, List<String> remove) {
    return ModifyTransitGatewayVpcAttachmentRequest.builder()
        .transitGatewayAttachmentId(attachment)
        .addSubnetIds(add)
        .removeSubnetIds(remove)
        .build();
  }

  private DeleteTransitGatewayVpcAttachmentRequest delete(String attachment) {
    return DeleteTransitGatewayVpcAttachmentRequest.builder().transitGatewayAttachmentId(attachment).build();
  }

  @Test
  void everySubnetHasAnInterfaceThatAwsManages() {
    String attachment = transit.attachment(gateway, vpc, a, b);
    assertThat(interfaces(attachment)).hasSize(2).allSatisfy(eni -> {
      assertThat(eni.interfaceType()).isEqualTo("transit_gateway");
      assertThat(eni.description()).isEqualTo("Network Interface for Transit Gateway Attachment " + attachment);
      assertThat(eni.groupIds()).isEmpty();
      assertThat(eni.requesterManaged()).isTrue();
      assertThat(eni.sourceDestCheck()).isFalse();
      assertThat(eni.hostId()).contains(attachment);
    });
    assertThat(interfaces(attachment)).extracting(NetworkInterface::subnetId).containsExactly(a, b);
  }

  @Test
  void theGatewaysDefaultsApplyToEveryKindOfAttachment() {
    String attachment = transit.attachment(gateway, vpc, a);
    String vpn = transit.vpn(gateway, "192.168.0.0/16");
    assertThat(transit.tableOf(transit.defaultTable(gateway)).associations()).containsExactly(attachment, vpn);
    assertThat(transit.tableOf(transit.defaultTable(gateway)).propagations()).containsExactly(attachment, vpn);
    String bare = transit.bareGateway();
    String free = transit.attachment(bare, vpc, a);
    assertThat(cloud.snapshot.network(bare)).extracting(r -> r.id()).containsExactly(bare, free);
  }

  @Test
  void itIsAvailableWhenTheKernelHasAnInterfaceOrTheZoneIsDown() {
    String attachment = transit.attachment(gateway, vpc, a, b);
    assertThat(described(attachment).stateAsString()).isEqualTo("pending");
    cloud.carries(vpc, interfaces(attachment).getFirst().id());
    assertThat(described(attachment).stateAsString()).isEqualTo("available");
    String second = transit.attached(gateway, "10.2.0.0/24");
    assertThat(described(second).stateAsString()).isEqualTo("pending");
    cloud.snapshot = cloud.snapshot.with(new ZoneFault(new ResourceKey("000000000000", "us-east-1", Kind.ZONE_FAULT, "us-east-1a")));
    assertThat(described(second).stateAsString()).isEqualTo("available");
  }

  @Test
  void oneSubnetAZoneAndAllOfTheVpc() {
    assertThat(refused(r -> r.subnetIds(a, alsoA)).code()).isEqualTo("DuplicateSubnetsInSameZone");
    assertThat(refused(r -> r.subnetIds(List.of())).code()).isEqualTo("MissingParameter");
    String other = transit.calls.vpc("10.9.0.0/16");
    String foreign = transit.subnet(other, "10.9.0.0/24", "us-east-1b");
    assertThat(refused(r -> r.subnetIds(a, foreign)).code()).isEqualTo("InvalidSubnetID.NotFound");
    assertThat(refused(r -> r.vpcId("vpc-00000000")).code()).isEqualTo("InvalidVpcID.NotFound");
    assertThat(refused(r -> r.transitGatewayId("tgw-00000000")).code()).isEqualTo("InvalidTransitGatewayID.NotFound");
  }

  @Test
  void aVpcIsAttachedOnceAndWithAwsDefaultsOnly() {
    assertThat(refused(r -> r.options(o -> o.applianceModeSupport("enable"))).text()).contains("ApplianceModeSupport");
    assertThat(refused(r -> r.options(o -> o.ipv6Support("enable"))).code()).isEqualTo("UnsupportedOperation");
    transit.attachment(gateway, vpc, a);
    AwsException twice = refused(r -> r.subnetIds(b));
    assertThat(twice.code()).isEqualTo("DuplicateTransitGatewayAttachment");
    assertThat(twice.text()).contains(gateway);
  }

  @Test
  void subnetsAreAddedAndRemovedWithTheirInterfaces() {
    String attachment = transit.attachment(gateway, vpc, a);
    String first = interfaces(attachment).getFirst().id();
    cloud.run(ModifyTransitGatewayVpcAttachment.OPERATION, modify(attachment, List.of(alsoA, b), List.of(a)));
    assertThat(described(attachment).subnetIds()).containsExactly(alsoA, b);
    assertThat(interfaces(attachment)).extracting(NetworkInterface::subnetId).containsExactly(alsoA, b);
    assertThat(cloud.snapshot.located(NetworkInterface.class, first)).isEmpty();
    assertThat(cloud.refused(ModifyTransitGatewayVpcAttachment.OPERATION, modify(attachment, List.of(a), List.of())).code())
        .isEqualTo("DuplicateSubnetsInSameZone");
    assertThat(cloud.refused(ModifyTransitGatewayVpcAttachment.OPERATION, modify(attachment, List.of(), List.of(alsoA, b))).code())
        .isEqualTo("InvalidParameterValue");
    assertThat(cloud.refused(ModifyTransitGatewayVpcAttachment.OPERATION, modify(attachment, List.of(), List.of(a))).code())
        .isEqualTo("InvalidSubnetID.NotFound");
  }

  @Test
  void whatTheAttachmentStandsInCannotGo() {
    String attachment = transit.attachment(gateway, vpc, a);
    NetworkInterface eni = interfaces(attachment).getFirst();
    assertThat(cloud.refused(DeleteNetworkInterface.OPERATION, DeleteNetworkInterfaceRequest.builder().networkInterfaceId(eni.id()).build()).code())
        .isEqualTo("InvalidParameterValue");
    DetachNetworkInterfaceRequest detach = DetachNetworkInterfaceRequest.builder().attachmentId(eni.attachment().orElseThrow().id()).build();
    assertThat(cloud.refused(DetachNetworkInterface.OPERATION, detach).code()).isEqualTo("OperationNotPermitted");
    assertThat(cloud.refused(DeleteSubnet.OPERATION, DeleteSubnetRequest.builder().subnetId(a).build()).code()).isEqualTo("DependencyViolation");
    assertThat(cloud.refused(DeleteVpc.OPERATION, DeleteVpcRequest.builder().vpcId(vpc).build()).code()).isEqualTo("DependencyViolation");
  }

  @Test
  void aDeletedAttachmentLeavesTablesAndSubnets() {
    String attachment = transit.attachment(gateway, vpc, a, b);
    assertThat(cloud.run(DeleteTransitGatewayVpcAttachment.OPERATION, delete(attachment)).transitGatewayVpcAttachment().stateAsString())
        .isEqualTo("deleting");
    assertThat(transit.tableOf(transit.defaultTable(gateway)).associations()).isEmpty();
    assertThat(transit.tableOf(transit.defaultTable(gateway)).propagations()).isEmpty();
    assertThat(cloud.snapshot.inNetwork(NetworkInterface.class, vpc)).isEmpty();
    cloud.run(DeleteSubnet.OPERATION, DeleteSubnetRequest.builder().subnetId(a).build());
    assertThat(cloud.refused(DeleteTransitGatewayVpcAttachment.OPERATION, delete(attachment)).code())
        .isEqualTo("InvalidTransitGatewayAttachmentID.NotFound");
  }

  @Test
  void aVpnAttachmentIsNoneOfTheVpcOperations() {
    String vpn = transit.vpn(gateway, "192.168.0.0/16");
    assertThat(cloud.refused(DeleteTransitGatewayVpcAttachment.OPERATION, delete(vpn)).code())
        .isEqualTo("InvalidTransitGatewayAttachmentID.NotFound");
    DescribeTransitGatewayVpcAttachmentsRequest all = DescribeTransitGatewayVpcAttachmentsRequest.builder().build();
    assertThat(cloud.run(DescribeTransitGatewayVpcAttachments.OPERATION, all).transitGatewayVpcAttachments()).isEmpty();
  }

  @Test
  void attachmentsOfAllKindsAreFoundByTheirFilters() {
    String attachment = transit.attachment(gateway, vpc, a);
    String vpn = transit.vpn(gateway, "192.168.0.0/16");
    TransitGatewayAttachment record = transit.attachmentOf(vpn);
    assertThat(found("resource-type", "vpn")).containsExactly(vpn);
    assertThat(found("resource-id", vpc)).containsExactly(attachment);
    assertThat(found("resource-id", record.resourceId())).containsExactly(vpn);
    assertThat(found("association.transit-gateway-route-table-id", transit.defaultTable(gateway))).containsExactlyInAnyOrder(attachment, vpn);
    assertThat(found("association.state", "associated")).hasSize(2);
    assertThat(found("state", "available")).containsExactly(vpn);
    assertThat(found("resource-owner-id", "111111111111")).isEmpty();
  }

  private List<String> found(String name, String value) {
    Filter filter = Filter.builder().name(name).values(value).build();
    return cloud
        .run(DescribeTransitGatewayAttachments.OPERATION, DescribeTransitGatewayAttachmentsRequest.builder().filters(filter).build())
        .transitGatewayAttachments()
        .stream()
        .map(software.amazon.awssdk.services.ec2.model.TransitGatewayAttachment::transitGatewayAttachmentId)
        .toList();
  }
}
