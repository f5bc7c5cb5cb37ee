package dev.postern.core.action.ec2.transitgateway;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Filters;
import dev.postern.core.action.ec2.Page;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.GetTransitGatewayRouteTableAssociationsRequest;
import software.amazon.awssdk.services.ec2.model.GetTransitGatewayRouteTableAssociationsResponse;

/**
 * Lists the attachments whose packets look in a route table.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetTransitGatewayRouteTableAssociations.html">AWS</a>
 *
 * <p>Errors: {@code InvalidRouteTableID.NotFound}, {@code InvalidParameterValue}, {@code InvalidNextToken}.
 */
public final class GetTransitGatewayRouteTableAssociations
    implements Action<GetTransitGatewayRouteTableAssociationsRequest, GetTransitGatewayRouteTableAssociationsResponse> {
  private static final Filters<TransitGatewayAttachment> FILTERS =
      Filters.<TransitGatewayAttachment>untagged()
          .on("resource-id", TransitGatewayAttachment::resourceId)
          .on("resource-type", AttachmentView::resourceType)
          .on("transit-gateway-attachment-id", TransitGatewayAttachment::id);

  public static final Operation<GetTransitGatewayRouteTableAssociationsRequest, GetTransitGatewayRouteTableAssociationsResponse> OPERATION =
      Operation.describing(
          "GetTransitGatewayRouteTableAssociations",
          GetTransitGatewayRouteTableAssociationsRequest.class,
          new GetTransitGatewayRouteTableAssociations(),
          FILTERS.names(),
          "TransitGatewayRouteTableId",
          "MaxResults",
          "NextToken");

  @Override
  public Applied<GetTransitGatewayRouteTableAssociationsResponse> apply(
      Snapshot snapshot, Caller caller, GetTransitGatewayRouteTableAssociationsRequest request, Facts facts) {
    TransitGatewayRouteTable table = RouteTables.require(snapshot, caller, request.transitGatewayRouteTableId());
    List<TransitGatewayAttachment> all =
        table.associations().stream().flatMap(id -> snapshot.located(TransitGatewayAttachment.class, id).stream()).toList();
    Page<TransitGatewayAttachment> page =
        Page.of(FILTERS.apply(snapshot, request.filters(), all), request.nextToken(), request.maxResults(), 5, 1000);
    return Applied.of(
        snapshot,
        GetTransitGatewayRouteTableAssociationsResponse.builder()
            .associations(MembershipView.associations(page.items()))
            .nextToken(page.nextToken().orElse(null))
            .build());
  }
}
