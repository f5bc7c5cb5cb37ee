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
import software.amazon.awssdk.services.ec2.model.DisableTransitGatewayRouteTablePropagationRequest;
import software.amazon.awssdk.services.ec2.model.DisableTransitGatewayRouteTablePropagationResponse;

/**
 * Takes an attachment's blocks out of a route table.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisableTransitGatewayRouteTablePropagation.html">AWS</a>
 *
 * <p>Errors: {@code InvalidRouteTableID.NotFound}, {@code InvalidTransitGatewayAttachmentID.NotFound}, {@code InvalidParameterValue},
 * {@code TransitGatewayRouteTablePropagation.NotFound}.
 */
public final class DisableTransitGatewayRouteTablePropagation
    implements Action<DisableTransitGatewayRouteTablePropagationRequest, DisableTransitGatewayRouteTablePropagationResponse> {
  public static final Operation<DisableTransitGatewayRouteTablePropagationRequest, DisableTransitGatewayRouteTablePropagationResponse> OPERATION =
      Operation.of(
          "DisableTransitGatewayRouteTablePropagation",
          DisableTransitGatewayRouteTablePropagationRequest.class,
          new DisableTransitGatewayRouteTablePropagation(),
          "TransitGatewayRouteTableId",
          "TransitGatewayAttachmentId");

  @Override
  public Applied<DisableTransitGatewayRouteTablePropagationResponse> apply(
      Snapshot snapshot, Caller caller, DisableTransitGatewayRouteTablePropagationRequest request, Facts facts) {
    TransitGatewayRouteTable table = RouteTables.require(snapshot, caller, request.transitGatewayRouteTableId());
    TransitGatewayAttachment attachment = RouteTables.attachment(snapshot, caller, table, request.transitGatewayAttachmentId());
    if (!table.propagations().contains(attachment.id())) {
      throw Ec2Error.TRANSIT_GATEWAY_PROPAGATION_NOT_FOUND.with(attachment.id(), table.id());
    }
    return Applied.of(
        snapshot.with(table.withPropagations(Detachment.minus(table.propagations(), attachment))),
        DisableTransitGatewayRouteTablePropagationResponse.builder()
            .propagation(MembershipView.propagation(table, attachment, "disabled"))
            .build());
  }
}
