package dev.postern.core.action.ec2.transitgateway;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Filters;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Page;
import dev.postern.core.hybrid.TransitRoutes;
import dev.postern.core.model.Kind;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.DescribeTransitGatewayAttachmentsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTransitGatewayAttachmentsResponse;

/**
 * Lists the attachments of VPCs and VPN connections with the route table that each is associated with.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeTransitGatewayAttachments.html">AWS</a>
 *
 * <p>Errors: {@code InvalidTransitGatewayAttachmentID.NotFound}, {@code InvalidParameterValue}, {@code InvalidNextToken}.
 */
public final class DescribeTransitGatewayAttachments
    implements Action<DescribeTransitGatewayAttachmentsRequest, DescribeTransitGatewayAttachmentsResponse> {
  private record Seen(
      TransitGatewayAttachment attachment, String state, Optional<String> tableId, String resourceOwner, String gatewayOwner) {}

  private static final Filters<Seen> FILTERS =
      Filters.<Seen>tagged(s -> s.attachment().key())
          .onEach("association.state", s -> s.tableId().map(_ -> "associated").stream().toList())
          .onEach("association.transit-gateway-route-table-id", s -> s.tableId().stream().toList())
          .on("resource-id", s -> s.attachment().resourceId())
          .on("resource-owner-id", Seen::resourceOwner)
          .on("resource-type", s -> AttachmentView.resourceType(s.attachment()))
          .on("state", Seen::state)
          .on("transit-gateway-attachment-id", s -> s.attachment().id())
          .on("transit-gateway-id", s -> s.attachment().transitGatewayId())
          .on("transit-gateway-owner-id", Seen::gatewayOwner);

  public static final Operation<DescribeTransitGatewayAttachmentsRequest, DescribeTransitGatewayAttachmentsResponse> OPERATION =
      Operation.describing(
          "DescribeTransitGatewayAttachments",
          DescribeTransitGatewayAttachmentsRequest.class,
          new DescribeTransitGatewayAttachments(),
          FILTERS.names(),
          "TransitGatewayAttachmentIds",
          "MaxResults",
          "NextToken");

  @Override
  public Applied<DescribeTransitGatewayAttachmentsResponse> apply(
      Snapshot snapshot, Caller caller, DescribeTransitGatewayAttachmentsRequest request, Facts facts) {
    List<Seen> asked =
        Lookup.asked(
                snapshot, caller, TransitGatewayAttachment.class, Kind.TRANSIT_GATEWAY_ATTACHMENT, request.transitGatewayAttachmentIds())
            .stream()
            .map(a -> seen(snapshot, a, facts))
            .toList();
    Page<Seen> page =
        Page.of(
            FILTERS.apply(snapshot, request.filters(), asked), s -> s.attachment().id(), request.nextToken(), request.maxResults(), 5, 1000);
    return Applied.of(
        snapshot,
        DescribeTransitGatewayAttachmentsResponse.builder()
            .transitGatewayAttachments(
                page.items().stream().map(s -> AttachmentView.of(snapshot, s.attachment(), facts.observed())).toList())
            .nextToken(page.nextToken().orElse(null))
            .build());
  }

  private static Seen seen(Snapshot snapshot, TransitGatewayAttachment attachment, Facts facts) {
    return new Seen(
        attachment,
        AttachmentView.state(snapshot, attachment, facts.observed()),
        TransitRoutes.tableOf(snapshot, attachment).map(TransitGatewayRouteTable::id),
        AttachmentView.resourceOwner(snapshot, attachment),
        AttachmentView.gatewayOwner(snapshot, attachment));
  }
}
