package dev.postern.core.action.ec2.transitgateway;

import dev.postern.core.action.ec2.Tags;
import dev.postern.core.hybrid.TransitRoutes;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.TransitGateway;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpnConnection;
import dev.postern.core.model.ZoneFault;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.TransitGatewayAttachmentAssociation;
import software.amazon.awssdk.services.ec2.model.TransitGatewayVpcAttachment;

/** An attachment as responses show it: {@code available} when the kernel carries an interface of it. */
final class AttachmentView {
  private AttachmentView() {}

  /** In the words of the operations on any attachment. */
  static software.amazon.awssdk.services.ec2.model.TransitGatewayAttachment of(
      Snapshot snapshot, TransitGatewayAttachment attachment, Observed observed) {
    return software.amazon.awssdk.services.ec2.model.TransitGatewayAttachment.builder()
        .transitGatewayAttachmentId(attachment.id())
        .transitGatewayId(attachment.transitGatewayId())
        .transitGatewayOwnerId(gatewayOwner(snapshot, attachment))
        .resourceOwnerId(resourceOwner(snapshot, attachment))
        .resourceType(resourceType(attachment))
        .resourceId(attachment.resourceId())
        .state(state(snapshot, attachment, observed))
        .association(
            TransitRoutes.tableOf(snapshot, attachment)
                .map(t -> TransitGatewayAttachmentAssociation.builder().transitGatewayRouteTableId(t.id()).state("associated").build())
                .orElse(null))
        .creationTime(attachment.created())
        .tags(Tags.shown(snapshot, attachment.key()))
        .build();
  }

  /** In the words of the operations on VPC attachments. */
  static TransitGatewayVpcAttachment ofVpc(Snapshot snapshot, TransitGatewayAttachment attachment, String state) {
    return TransitGatewayVpcAttachment.builder()
        .transitGatewayAttachmentId(attachment.id())
        .transitGatewayId(attachment.transitGatewayId())
        .vpcId(attachment.resourceId())
        .vpcOwnerId(resourceOwner(snapshot, attachment))
        .state(state)
        .subnetIds(attachment.subnetIds())
        .creationTime(attachment.created())
        .options(o -> o.dnsSupport("enable").securityGroupReferencingSupport("enable").ipv6Support("disable").applianceModeSupport("disable"))
        .tags(Tags.shown(snapshot, attachment.key()))
        .build();
  }

  static String resourceType(TransitGatewayAttachment attachment) {
    return attachment.vpcId().isPresent() ? "vpc" : "vpn";
  }

  /** A zone that is down takes its interfaces along, and AWS still calls the attachment available. */
  static String state(Snapshot snapshot, TransitGatewayAttachment attachment, Observed observed) {
    boolean pending =
        attachment.vpcId().isPresent()
            && attachment.networkInterfaceIds().stream()
                .flatMap(id -> snapshot.located(NetworkInterface.class, id).stream())
                .noneMatch(eni -> observed.holds(eni.vpcId(), eni.id()) || isDown(snapshot, eni.availabilityZone()));
    return pending ? "pending" : "available";
  }

  static String resourceOwner(Snapshot snapshot, TransitGatewayAttachment attachment) {
    Optional<ResourceKey> vpc = attachment.vpcId().flatMap(id -> snapshot.located(Vpc.class, id)).map(Vpc::key);
    Optional<ResourceKey> vpn = attachment.vpnConnectionId().flatMap(id -> snapshot.located(VpnConnection.class, id)).map(VpnConnection::key);
    return vpc.or(() -> vpn).orElse(attachment.key()).account();
  }

  static String gatewayOwner(Snapshot snapshot, TransitGatewayAttachment attachment) {
    return snapshot.located(TransitGateway.class, attachment.transitGatewayId()).map(TransitGateway::key).orElse(attachment.key()).account();
  }

  private static boolean isDown(Snapshot snapshot, String zone) {
    return !snapshot.inNetwork(ZoneFault.class, ZoneFault.unit(zone)).isEmpty();
  }
}
