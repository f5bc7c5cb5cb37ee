package dev.postern.core.action.ec2.transitgateway;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.hybrid.TransitRoutes;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.AssociateTransitGatewayRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.AssociateTransitGatewayRouteTableResponse;

/**
 * Makes an attachment's packets look in a route table; it can be in one only.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateTransitGatewayRouteTable.html">AWS</a>
 *
 * <p>Errors: {@code InvalidRouteTableID.NotFound}, {@code InvalidTransitGatewayAttachmentID.NotFound}, {@code InvalidParameterValue},
 * {@code Resource.AlreadyAssociated}.
 */
public final class AssociateTransitGatewayRouteTable
    implements Action<AssociateTransitGatewayRouteTableRequest, AssociateTransitGatewayRouteTableResponse> {
  public static final Operation<AssociateTransitGatewayRouteTableRequest, AssociateTransitGatewayRouteTableResponse> OPERATION =
      Operation.of(
          "AssociateTransitGatewayRouteTable",
          AssociateTransitGatewayRouteTableRequest.class,
          new AssociateTransitGatewayRouteTable(),
          "TransitGatewayRouteTableId",
          "TransitGatewayAttachmentId");

  @Override
  public Applied<AssociateTransitGatewayRouteTableResponse> apply(
      Snapshot snapshot, Caller caller, AssociateTransitGatewayRouteTableRequest request, Facts facts) {
    TransitGatewayRouteTable table = RouteTables.require(snapshot, caller, request.transitGatewayRouteTableId());
    TransitGatewayAttachment attachment = RouteTables.attachment(snapshot, caller, table, request.transitGatewayAttachmentId());
    if (TransitRoutes.tableOf(snapshot, attachment).isPresent()) {
      throw Ec2Error.RESOURCE_ALREADY_ASSOCIATED.with(
          "Transit Gateway Attachment " + attachment.id() + " is already associated to a route table.");
    }
    return Applied.of(
        snapshot.with(table.withAssociations(NewAttachment.plus(table.associations(), attachment))),
        AssociateTransitGatewayRouteTableResponse.builder().association(MembershipView.association(table, attachment, "associated")).build());
  }
}
