package dev.postern.core.action.ec2.transitgateway;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Filters;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Page;
import dev.postern.core.model.Kind;
import dev.postern.core.model.TransitGateway;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.DescribeTransitGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTransitGatewaysResponse;

/**
 * Lists transit gateways; a deleted one is gone at once.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeTransitGateways.html">AWS</a>
 *
 * <p>Errors: {@code InvalidTransitGatewayID.NotFound}, {@code InvalidParameterValue}, {@code InvalidNextToken}.
 */
public final class DescribeTransitGateways implements Action<DescribeTransitGatewaysRequest, DescribeTransitGatewaysResponse> {
  private static final Filters<TransitGateway> FILTERS =
      Filters.<TransitGateway>none()
          .onEach("options.propagation-default-route-table-id", g -> g.defaultPropagation().stream().toList())
          .on("options.amazon-side-asn", g -> Long.toString(g.amazonSideAsn()))
          .onEach("options.association-default-route-table-id", g -> g.defaultAssociation().stream().toList())
          .on("options.auto-accept-shared-attachments", g -> TransitGatewayView.options(g).autoAcceptSharedAttachmentsAsString())
          .on("options.default-route-table-association", g -> TransitGatewayView.options(g).defaultRouteTableAssociationAsString())
          .on("options.default-route-table-propagation", g -> TransitGatewayView.options(g).defaultRouteTablePropagationAsString())
          .on("options.dns-support", g -> TransitGatewayView.options(g).dnsSupportAsString())
          .on("options.vpn-ecmp-support", g -> TransitGatewayView.options(g).vpnEcmpSupportAsString())
          .on("owner-id", g -> g.key().account())
          .on("state", _ -> "available")
          .on("transit-gateway-id", TransitGateway::id);

  public static final Operation<DescribeTransitGatewaysRequest, DescribeTransitGatewaysResponse> OPERATION =
      Operation.describing(
          "DescribeTransitGateways",
          DescribeTransitGatewaysRequest.class,
          new DescribeTransitGateways(),
          FILTERS.names(),
          "TransitGatewayIds",
          "MaxResults",
          "NextToken");

  @Override
  public Applied<DescribeTransitGatewaysResponse> apply(Snapshot snapshot, Caller caller, DescribeTransitGatewaysRequest request, Facts facts) {
    var asked = Lookup.asked(snapshot, caller, TransitGateway.class, Kind.TRANSIT_GATEWAY, request.transitGatewayIds());
    Page<TransitGateway> page =
        Page.of(FILTERS.apply(snapshot, request.filters(), asked), request.nextToken(), request.maxResults(), 5, 1000);
    return Applied.of(
        snapshot,
        DescribeTransitGatewaysResponse.builder()
            .transitGateways(page.items().stream().map(g -> TransitGatewayView.of(snapshot, g, "available")).toList())
            .nextToken(page.nextToken().orElse(null))
            .build());
  }
}
