package dev.postern.core.action.ec2.transitgateway;

import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.TransitGatewayRouteTable;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.TransitGatewayAssociation;
import software.amazon.awssdk.services.ec2.model.TransitGatewayPropagation;
import software.amazon.awssdk.services.ec2.model.TransitGatewayRouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.TransitGatewayRouteTablePropagation;

/** The association or propagation of an attachment with a route table as responses show it. */
final class MembershipView {
  private MembershipView() {}

  static TransitGatewayAssociation association(TransitGatewayRouteTable table, TransitGatewayAttachment attachment, String state) {
    return TransitGatewayAssociation.builder()
        .transitGatewayRouteTableId(table.id())
        .transitGatewayAttachmentId(attachment.id())
        .resourceId(attachment.resourceId())
        .resourceType(AttachmentView.resourceType(attachment))
        .state(state)
        .build();
  }

  static TransitGatewayPropagation propagation(TransitGatewayRouteTable table, TransitGatewayAttachment attachment, String state) {
    return TransitGatewayPropagation.builder()
        .transitGatewayRouteTableId(table.id())
        .transitGatewayAttachmentId(attachment.id())
        .resourceId(attachment.resourceId())
        .resourceType(AttachmentView.resourceType(attachment))
        .state(state)
        .build();
  }

  static List<TransitGatewayRouteTableAssociation> associations(List<TransitGatewayAttachment> attachments) {
    return attachments.stream()
        .map(
            a ->
                TransitGatewayRouteTableAssociation.builder()
                    .transitGatewayAttachmentId(a.id())
                    .resourceId(a.resourceId())
                    .resourceType(AttachmentView.resourceType(a))
                    .state("associated")
                    .build())
        .toList();
  }

  static List<TransitGatewayRouteTablePropagation> propagations(List<TransitGatewayAttachment> attachments) {
    return attachments.stream()
        .map(
            a ->
                TransitGatewayRouteTablePropagation.builder()
                    .transitGatewayAttachmentId(a.id())
                    .resourceId(a.resourceId())
                    .resourceType(AttachmentView.resourceType(a))
                    .state("enabled")
                    .build())
        .toList();
  }
}
