package dev.postern.core.action.ec2.transitgateway;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Filters;
import dev.postern.core.action.ec2.Page;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.hybrid.TransitRoutes;
import dev.postern.core.hybrid.TransitRoutes.TransitRoute;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.SearchTransitGatewayRoutesRequest;
import software.amazon.awssdk.services.ec2.model.SearchTransitGatewayRoutesResponse;

/**
 * Finds routes of a transit gateway route table: of each destination the one that is taken. A filter is required.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SearchTransitGatewayRoutes.html">AWS</a>
 *
 * <p>Errors: {@code InvalidRouteTableID.NotFound}, {@code MissingParameter}, {@code InvalidParameterValue}, {@code InvalidNextToken}.
 */
public final class SearchTransitGatewayRoutes implements Action<SearchTransitGatewayRoutesRequest, SearchTransitGatewayRoutesResponse> {
  private static final Filters<TransitRoute> FILTERS =
      Filters.<TransitRoute>untagged()
          .onEach("attachment.transit-gateway-attachment-id", r -> r.attachments().stream().map(TransitGatewayAttachment::id).toList())
          .onEach("attachment.resource-id", r -> r.attachments().stream().map(TransitGatewayAttachment::resourceId).toList())
          .onEach("attachment.resource-type", r -> r.attachments().stream().map(AttachmentView::resourceType).toList())
          .on("state", RouteView::state)
          .on("type", RouteView::type);

  public static final Operation<SearchTransitGatewayRoutesRequest, SearchTransitGatewayRoutesResponse> OPERATION =
      Operation.describing(
          "SearchTransitGatewayRoutes",
          SearchTransitGatewayRoutesRequest.class,
          new SearchTransitGatewayRoutes(),
          filterNames(),
          "TransitGatewayRouteTableId",
          "MaxResults",
          "NextToken");

  @Override
  public Applied<SearchTransitGatewayRoutesResponse> apply(
      Snapshot snapshot, Caller caller, SearchTransitGatewayRoutesRequest request, Facts facts) {
    TransitGatewayRouteTable table = RouteTables.require(snapshot, caller, request.transitGatewayRouteTableId());
    if (request.filters().isEmpty()) {
      throw Ec2Error.MISSING_PARAMETER.with("Filters");
    }
    List<TransitRoute> found = TransitRoutes.of(snapshot, table).all();
    List<Filter> others = new ArrayList<>();
    for (Filter filter : request.filters()) {
      Optional<RouteSearch> search = RouteSearch.named(filter);
      if (search.isPresent()) {
        found = search.get().apply(found, filter);
      } else {
        others.add(filter);
      }
    }
    Page<TransitRoute> page =
        Page.of(
            FILTERS.apply(snapshot, others, found),
            r -> "%08x/%02d".formatted(r.destination().base(), r.destination().length()),
            request.nextToken(),
            request.maxResults(),
            5,
            1000);
    return Applied.of(
        snapshot,
        SearchTransitGatewayRoutesResponse.builder()
            .routes(page.items().stream().map(r -> RouteView.of(r, RouteView.state(r))).toList())
            .additionalRoutesAvailable(page.nextToken().isPresent())
            .nextToken(page.nextToken().orElse(null))
            .build());
  }

  private static Set<String> filterNames() {
    Set<String> names = new TreeSet<>(FILTERS.names());
    names.addAll(RouteSearch.names());
    return names;
  }
}
