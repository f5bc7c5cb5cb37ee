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
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DescribeTransitGatewayRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTransitGatewayRouteTablesResponse;

/**
 * Lists transit gateway route tables; a deleted one is gone at once.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeTransitGatewayRouteTables.html">AWS</a>
 *
 * <p>Errors: {@code InvalidRouteTableID.NotFound}, {@code InvalidParameterValue}, {@code InvalidNextToken}.
 */
public final class DescribeTransitGatewayRouteTables
    implements Action<DescribeTransitGatewayRouteTablesRequest, DescribeTransitGatewayRouteTablesResponse> {
  private record Seen(TransitGatewayRouteTable table, boolean defaultAssociation, boolean defaultPropagation) {}

  private static final Filters<Seen> FILTERS =
      Filters.<Seen>tagged(s -> s.table().key())
          .onFlag("default-association-route-table", Seen::defaultAssociation)
          .onFlag("default-propagation-route-table", Seen::defaultPropagation)
          .on("state", _ -> "available")
          .on("transit-gateway-id", s -> s.table().transitGatewayId())
          .on("transit-gateway-route-table-id", s -> s.table().id());

  public static final Operation<DescribeTransitGatewayRouteTablesRequest, DescribeTransitGatewayRouteTablesResponse> OPERATION =
      Operation.describing(
          "DescribeTransitGatewayRouteTables",
          DescribeTransitGatewayRouteTablesRequest.class,
          new DescribeTransitGatewayRouteTables(),
          FILTERS.names(),
          "TransitGatewayRouteTableIds",
          "MaxResults",
          "NextToken");

  @Override
  public Applied<DescribeTransitGatewayRouteTablesResponse> apply(
      Snapshot snapshot, Caller caller, DescribeTransitGatewayRouteTablesRequest request, Facts facts) {
    List<Seen> asked =
        Lookup.asked(
                snapshot, caller, TransitGatewayRouteTable.class, Kind.TRANSIT_GATEWAY_ROUTE_TABLE, request.transitGatewayRouteTableIds())
            .stream()
            .map(t -> new Seen(t, RouteTableView.isDefaultAssociation(snapshot, t), RouteTableView.isDefaultPropagation(snapshot, t)))
            .toList();
    Page<Seen> page =
        Page.of(FILTERS.apply(snapshot, request.filters(), asked), s -> s.table().id(), request.nextToken(), request.maxResults(), 5, 1000);
    return Applied.of(
        snapshot,
        DescribeTransitGatewayRouteTablesResponse.builder()
            .transitGatewayRouteTables(page.items().stream().map(s -> RouteTableView.of(snapshot, s.table(), "available")).toList())
            .nextToken(page.nextToken().orElse(null))
            .build());
  }
}
