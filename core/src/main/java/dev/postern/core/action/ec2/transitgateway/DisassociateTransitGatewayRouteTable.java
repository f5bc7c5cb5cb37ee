package dev.postern.core.action.ec2.transitgateway;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.DisassociateTransitGatewayRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateTransitGatewayRouteTableResponse;

/**
 * Takes an attachment out of the route table that its packets look in; without one they are dropped.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateTransitGatewayRouteTable.html">AWS</a>
 *
 * <p>Errors: {@code InvalidRouteTableID.NotFound}, {@code InvalidTransitGatewayAttachmentID.NotFound}, {@code InvalidParameterValue},
 * {@code InvalidAssociation.NotFound}.
 */
public final class DisassociateTransitGatewayRouteTable
    implements Action<DisassociateTransitGatewayRouteTableRequest, DisassociateTransitGatewayRouteTableResponse> {
  public static final Operation<DisassociateTransitGatewayRouteTableRequest, DisassociateTransitGatewayRouteTableResponse> OPERATION =
      Operation.of(
          "DisassociateTransitGatewayRouteTable",
          DisassociateTransitGatewayRouteTableRequest.class,
          new DisassociateTransitGatewayRouteTable(),
          "TransitGatewayRouteTableId",
          "TransitGatewayAttachmentId");

  @Override
  public Applied<DisassociateTransitGatewayRouteTableResponse> apply(
      Snapshot snapshot, Caller caller, DisassociateTransitGatewayRouteTableRequest request, Facts facts) {
    TransitGatewayRouteTable table = RouteTables.require(snapshot, caller, request.transitGatewayRouteTableId());
    TransitGatewayAttachment attachment = RouteTables.attachment(snapshot, caller, table, request.transitGatewayAttachmentId());
    if (!table.associations().contains(attachment.id())) {
      throw Ec2Error.TRANSIT_GATEWAY_ASSOCIATION_NOT_FOUND.with(attachment.id(), table.id());
    }
    return Applied.of(
        snapshot.with(table.withAssociations(Detachment.minus(table.associations(), attachment))),
        DisassociateTransitGatewayRouteTableResponse.builder()
            .association(MembershipView.association(table, attachment, "disassociating"))
            .build());
  }
}
