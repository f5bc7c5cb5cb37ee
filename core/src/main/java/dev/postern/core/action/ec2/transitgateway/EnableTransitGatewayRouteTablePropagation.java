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
import software.amazon.awssdk.services.ec2.model.EnableTransitGatewayRouteTablePropagationRequest;
import software.amazon.awssdk.services.ec2.model.EnableTransitGatewayRouteTablePropagationResponse;

/**
 * Lets an attachment propagate its blocks to a route table.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableTransitGatewayRouteTablePropagation.html">AWS</a>
 *
 * <p>Errors: {@code InvalidRouteTableID.NotFound}, {@code InvalidTransitGatewayAttachmentID.NotFound}, {@code InvalidParameterValue},
 * {@code TransitGatewayRouteTablePropagation.Duplicate}.
 */
public final class EnableTransitGatewayRouteTablePropagation
    implements Action<EnableTransitGatewayRouteTablePropagationRequest, EnableTransitGatewayRouteTablePropagationResponse> {
  public static final Operation<EnableTransitGatewayRouteTablePropagationRequest, EnableTransitGatewayRouteTablePropagationResponse> OPERATION =
      Operation.of(
          "EnableTransitGatewayRouteTablePropagation",
          EnableTransitGatewayRouteTablePropagationRequest.class,
          new EnableTransitGatewayRouteTablePropagation(),
          "TransitGatewayRouteTableId",
          "TransitGatewayAttachmentId");

  @Override
  public Applied<EnableTransitGatewayRouteTablePropagationResponse> apply(
      Snapshot snapshot, Caller caller, EnableTransitGatewayRouteTablePropagationRequest request, Facts facts) {
    TransitGatewayRouteTable table = RouteTables.require(snapshot, caller, request.transitGatewayRouteTableId());
    TransitGatewayAttachment attachment = RouteTables.attachment(snapshot, caller, table, request.transitGatewayAttachmentId());
    if (table.propagations().contains(attachment.id())) {
      throw Ec2Error.TRANSIT_GATEWAY_PROPAGATION_DUPLICATE.with(attachment.id(), table.id());
    }
    return Applied.of(
        snapshot.with(table.withPropagations(NewAttachment.plus(table.propagations(), attachment))),
        EnableTransitGatewayRouteTablePropagationResponse.builder()
            .propagation(MembershipView.propagation(table, attachment, "enabled"))
            .build());
  }
}
