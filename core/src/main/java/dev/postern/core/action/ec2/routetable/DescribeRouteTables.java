package dev.postern.core.action.ec2.routetable;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Filters;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Page;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.RouteTable;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesResponse;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;

/**
 * Lists route tables.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRouteTables.html">AWS</a>
 *
 * <p>Errors: {@code InvalidRouteTableID.NotFound}, {@code InvalidParameterValue}, {@code InvalidNextToken}.
 */
public final class DescribeRouteTables implements Action<DescribeRouteTablesRequest, DescribeRouteTablesResponse> {
  /** On the table as shown, because the local routes and the routes' states are not stored. */
  private record Shown(ResourceKey key, software.amazon.awssdk.services.ec2.model.RouteTable table) {
    List<String> each(Function<Route, @Nullable String> value) {
      return table.routes().stream().map(value).filter(Objects::nonNull).distinct().toList();
    }

    List<String> eachAssociation(Function<RouteTableAssociation, @Nullable String> value) {
      return table.associations().stream().map(value).filter(Objects::nonNull).toList();
    }
  }

  private static final Filters<Shown> FILTERS =
      Filters.<Shown>tagged(Shown::key)
          .onEach("association.main", s -> s.eachAssociation(a -> String.valueOf(a.main())))
          .onEach("association.route-table-association-id", s -> s.eachAssociation(RouteTableAssociation::routeTableAssociationId))
          .onEach("association.route-table-id", s -> s.eachAssociation(RouteTableAssociation::routeTableId))
          .onEach("association.subnet-id", s -> s.eachAssociation(RouteTableAssociation::subnetId))
          .on("owner-id", s -> s.key().account())
          .onEach("route.destination-cidr-block", s -> s.each(Route::destinationCidrBlock))
          .onEach("route.destination-prefix-list-id", s -> s.each(Route::destinationPrefixListId))
          .onEach("route.gateway-id", s -> s.each(Route::gatewayId))
          .onEach("route.instance-id", s -> s.each(Route::instanceId))
          .onEach("route.nat-gateway-id", s -> s.each(Route::natGatewayId))
          .onEach("route.origin", s -> s.each(Route::originAsString))
          .onEach("route.state", s -> s.each(Route::stateAsString))
          .onEach("route.transit-gateway-id", s -> s.each(Route::transitGatewayId))
          .onEach("route.vpc-peering-connection-id", s -> s.each(Route::vpcPeeringConnectionId))
          .on("route-table-id", s -> s.key().id())
          .on("vpc-id", s -> s.table().vpcId());

  public static final Operation<DescribeRouteTablesRequest, DescribeRouteTablesResponse> OPERATION =
      Operation.describing(
          "DescribeRouteTables",
          DescribeRouteTablesRequest.class,
          new DescribeRouteTables(),
          FILTERS.names(),
          "RouteTableId",
          "NextToken",
          "MaxResults");

  @Override
  public Applied<DescribeRouteTablesResponse> apply(Snapshot snapshot, Caller caller, DescribeRouteTablesRequest request, Facts facts) {
    List<Shown> asked =
        Lookup.asked(snapshot, caller, RouteTable.class, Kind.ROUTE_TABLE, request.routeTableIds()).stream()
            .map(t -> new Shown(t.key(), RouteTableView.of(snapshot, t)))
            .toList();
    Page<Shown> page =
        Page.of(FILTERS.apply(snapshot, request.filters(), asked), s -> s.key().id(), request.nextToken(), request.maxResults(), 5, 100);
    return Applied.of(
        snapshot,
        DescribeRouteTablesResponse.builder()
            .routeTables(page.items().stream().map(Shown::table).toList())
            .nextToken(page.nextToken().orElse(null))
            .build());
  }
}
