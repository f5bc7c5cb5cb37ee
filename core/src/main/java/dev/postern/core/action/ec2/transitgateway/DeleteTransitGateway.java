package dev.postern.core.action.ec2.transitgateway;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.TransitGateway;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.DeleteTransitGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTransitGatewayResponse;

/**
 * Deletes a transit gateway without attachments, and its route tables.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTransitGateway.html">AWS</a>
 *
 * <p>Errors: {@code InvalidTransitGatewayID.NotFound}, {@code IncorrectState}.
 */
public final class DeleteTransitGateway implements Action<DeleteTransitGatewayRequest, DeleteTransitGatewayResponse> {
  public static final Operation<DeleteTransitGatewayRequest, DeleteTransitGatewayResponse> OPERATION =
      Operation.of("DeleteTransitGateway", DeleteTransitGatewayRequest.class, new DeleteTransitGateway(), "TransitGatewayId");

  @Override
  public Applied<DeleteTransitGatewayResponse> apply(Snapshot snapshot, Caller caller, DeleteTransitGatewayRequest request, Facts facts) {
    TransitGateway gateway = Lookup.require(snapshot, caller, TransitGateway.class, Kind.TRANSIT_GATEWAY, request.transitGatewayId());
    List<TransitGatewayAttachment> attachments = snapshot.inNetwork(TransitGatewayAttachment.class, gateway.id());
    if (!attachments.isEmpty()) {
      String type = AttachmentView.resourceType(attachments.getFirst());
      throw Ec2Error.INCORRECT_STATE.with(
          gateway.id() + " has non-deleted " + type.toUpperCase(Locale.ROOT) + " Attachments: "
              + attachments.stream()
                  .filter(a -> AttachmentView.resourceType(a).equals(type))
                  .map(TransitGatewayAttachment::id)
                  .collect(Collectors.joining(", "))
              + ".");
    }
    Snapshot next = snapshot.without(gateway.key());
    for (TransitGatewayRouteTable table : snapshot.inNetwork(TransitGatewayRouteTable.class, gateway.id())) {
      next = next.without(table.key());
    }
    return Applied.of(
        next, DeleteTransitGatewayResponse.builder().transitGateway(TransitGatewayView.of(snapshot, gateway, "deleting")).build());
  }
}
