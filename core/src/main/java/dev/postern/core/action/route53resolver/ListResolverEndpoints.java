package dev.postern.core.action.route53resolver;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.ResolverError;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResolverEndpoint;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.route53resolver.model.Filter;
import software.amazon.awssdk.services.route53resolver.model.ListResolverEndpointsRequest;
import software.amazon.awssdk.services.route53resolver.model.ListResolverEndpointsResponse;

/**
 * Lists the endpoints of the Region that pass all filters.
 * <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_ListResolverEndpoints.html">AWS</a>
 *
 * <p>Errors: {@code InvalidParameterException}, {@code InvalidRequestException}, {@code InvalidNextTokenException}.
 */
public final class ListResolverEndpoints implements Action<ListResolverEndpointsRequest, ListResolverEndpointsResponse> {
  public static final Operation<ListResolverEndpointsRequest, ListResolverEndpointsResponse> OPERATION =
      Operation.of(
          "ListResolverEndpoints",
          ListResolverEndpointsRequest.class,
          new ListResolverEndpoints(),
          "MaxResults",
          "NextToken",
          "Filters");

  @Override
  public Applied<ListResolverEndpointsResponse> apply(Snapshot snapshot, Caller caller, ListResolverEndpointsRequest request, Facts facts) {
    int size = Given.size(request.maxResults());
    return new Applied<>(
        snapshot,
        observed -> {
          List<software.amazon.awssdk.services.route53resolver.model.ResolverEndpoint> all =
              snapshot.all(ResolverEndpoint.class, Kind.RESOLVER_ENDPOINT, caller.account(), caller.region()).stream()
                  .map(endpoint -> EndpointView.of(endpoint, observed))
                  .filter(shown -> request.filters().stream().allMatch(filter -> passes(shown, filter)))
                  .toList();
          List<software.amazon.awssdk.services.route53resolver.model.ResolverEndpoint> left =
              Given.after(all, software.amazon.awssdk.services.route53resolver.model.ResolverEndpoint::id, request.nextToken());
          List<software.amazon.awssdk.services.route53resolver.model.ResolverEndpoint> page = left.subList(0, Math.min(size, left.size()));
          return ListResolverEndpointsResponse.builder()
              .resolverEndpoints(page)
              .maxResults(size)
              .nextToken(left.size() > size ? page.getLast().id() : null)
              .build();
        });
  }

  private static boolean passes(software.amazon.awssdk.services.route53resolver.model.ResolverEndpoint shown, Filter filter) {
    String name = Given.required(filter.name(), "filters.name").replace("_", "").toLowerCase(Locale.ROOT);
    return switch (name) {
      case "creatorrequestid" -> filter.values().contains(shown.creatorRequestId());
      case "direction" -> filter.values().contains(shown.directionAsString());
      case "hostvpcid" -> filter.values().contains(shown.hostVPCId());
      case "ipaddresscount" -> filter.values().contains(String.valueOf(shown.ipAddressCount()));
      case "name" -> filter.values().contains(shown.name());
      case "securitygroupids" -> shown.securityGroupIds().stream().anyMatch(filter.values()::contains);
      case "status" -> filter.values().contains(shown.statusAsString());
      default -> throw ResolverError.INVALID_PARAMETER.with("The filter '" + filter.name() + "' is invalid.");
    };
  }
}
