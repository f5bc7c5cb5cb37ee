package dev.postern.core.action.ec2.transitgateway;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.DeleteTransitGatewayVpcAttachmentRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTransitGatewayVpcAttachmentResponse;

/**
 * Takes a VPC off its transit gateway; static routes to it become blackholes.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTransitGatewayVpcAttachment.html">AWS</a>
 *
 * <p>Errors: {@code InvalidTransitGatewayAttachmentID.NotFound}.
 */
public final class DeleteTransitGatewayVpcAttachment
    implements Action<DeleteTransitGatewayVpcAttachmentRequest, DeleteTransitGatewayVpcAttachmentResponse> {
  public static final Operation<DeleteTransitGatewayVpcAttachmentRequest, DeleteTransitGatewayVpcAttachmentResponse> OPERATION =
      Operation.of(
          "DeleteTransitGatewayVpcAttachment",
          DeleteTransitGatewayVpcAttachmentRequest.class,
          new DeleteTransitGatewayVpcAttachment(),
          "TransitGatewayAttachmentId");

  @Override
  public Applied<DeleteTransitGatewayVpcAttachmentResponse> apply(
      Snapshot snapshot, Caller caller, DeleteTransitGatewayVpcAttachmentRequest request, Facts facts) {
    TransitGatewayAttachment attachment = VpcAttachments.require(snapshot, caller, request.transitGatewayAttachmentId());
    return Applied.of(
        Detachment.of(snapshot, attachment),
        DeleteTransitGatewayVpcAttachmentResponse.builder()
            .transitGatewayVpcAttachment(AttachmentView.ofVpc(snapshot, attachment, "deleting"))
            .build());
  }
}
