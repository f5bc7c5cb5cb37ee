package dev.postern.core.action.ec2.transitgateway;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Filters;
import dev.postern.core.action.ec2.Page;
import dev.postern.core.model.Kind;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DescribeTransitGatewayVpcAttachmentsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTransitGatewayVpcAttachmentsResponse;

/**
 * Lists VPC attachments with their subnets; a deleted one is gone at once.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeTransitGatewayVpcAttachments.html">AWS</a>
 *
 * <p>Errors: {@code InvalidTransitGatewayAttachmentID.NotFound}, {@code InvalidParameterValue}, {@code InvalidNextToken}.
 */
public final class DescribeTransitGatewayVpcAttachments
    implements Action<DescribeTransitGatewayVpcAttachmentsRequest, DescribeTransitGatewayVpcAttachmentsResponse> {
  private record Seen(TransitGatewayAttachment attachment, String state) {}

  private static final Filters<Seen> FILTERS =
      Filters.<Seen>tagged(s -> s.attachment().key())
          .on("state", Seen::state)
          .on("transit-gateway-attachment-id", s -> s.attachment().id())
          .on("transit-gateway-id", s -> s.attachment().transitGatewayId())
          .on("vpc-id", s -> s.attachment().resourceId());

  public static final Operation<DescribeTransitGatewayVpcAttachmentsRequest, DescribeTransitGatewayVpcAttachmentsResponse> OPERATION =
      Operation.describing(
          "DescribeTransitGatewayVpcAttachments",
          DescribeTransitGatewayVpcAttachmentsRequest.class,
          new DescribeTransitGatewayVpcAttachments(),
          FILTERS.names(),
          "TransitGatewayAttachmentIds",
          "MaxResults",
          "NextToken");

  @Override
  public Applied<DescribeTransitGatewayVpcAttachmentsResponse> apply(
      Snapshot snapshot, Caller caller, DescribeTransitGatewayVpcAttachmentsRequest request, Facts facts) {
    List<Seen> asked =
        asked(snapshot, caller, request.transitGatewayAttachmentIds()).stream()
            .map(a -> new Seen(a, AttachmentView.state(snapshot, a, facts.observed())))
            .toList();
    Page<Seen> page =
        Page.of(
            FILTERS.apply(snapshot, request.filters(), asked), s -> s.attachment().id(), request.nextToken(), request.maxResults(), 5, 1000);
    return Applied.of(
        snapshot,
        DescribeTransitGatewayVpcAttachmentsResponse.builder()
            .transitGatewayVpcAttachments(page.items().stream().map(s -> AttachmentView.ofVpc(snapshot, s.attachment(), s.state())).toList())
            .nextToken(page.nextToken().orElse(null))
            .build());
  }

  private static List<TransitGatewayAttachment> asked(Snapshot snapshot, Caller caller, List<String> ids) {
    if (ids.isEmpty()) {
      return snapshot.all(TransitGatewayAttachment.class, Kind.TRANSIT_GATEWAY_ATTACHMENT, caller.account(), caller.region()).stream()
          .filter(a -> a.vpcId().isPresent())
          .toList();
    }
    return ids.stream().map(id -> VpcAttachments.require(snapshot, caller, id)).distinct().toList();
  }
}
