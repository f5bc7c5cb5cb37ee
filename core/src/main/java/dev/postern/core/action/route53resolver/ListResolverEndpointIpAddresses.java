package dev.postern.core.action.route53resolver;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.model.ResolverEndpoint;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.route53resolver.model.ListResolverEndpointIpAddressesRequest;
import software.amazon.awssdk.services.route53resolver.model.ListResolverEndpointIpAddressesResponse;

/**
 * Lists the addresses of an endpoint.
 * <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_ListResolverEndpointIpAddresses.html">AWS</a>
 *
 * <p>Errors: {@code ResourceNotFoundException}, {@code InvalidParameterException}, {@code InvalidNextTokenException}.
 */
public final class ListResolverEndpointIpAddresses
    implements Action<ListResolverEndpointIpAddressesRequest, ListResolverEndpointIpAddressesResponse> {
  public static final Operation<ListResolverEndpointIpAddressesRequest, ListResolverEndpointIpAddressesResponse> OPERATION =
      Operation.of(
          "ListResolverEndpointIpAddresses",
          ListResolverEndpointIpAddressesRequest.class,
          new ListResolverEndpointIpAddresses(),
          "ResolverEndpointId",
          "MaxResults",
          "NextToken");

  @Override
  public Applied<ListResolverEndpointIpAddressesResponse> apply(
      Snapshot snapshot, Caller caller, ListResolverEndpointIpAddressesRequest request, Facts facts) {
    ResolverEndpoint endpoint = Given.endpoint(snapshot, caller, request.resolverEndpointId());
    int size = Given.size(request.maxResults());
    List<ResolverEndpoint.Address> left = Given.after(endpoint.addresses(), ResolverEndpoint.Address::id, request.nextToken());
    List<ResolverEndpoint.Address> page = left.subList(0, Math.min(size, left.size()));
    return new Applied<>(
        snapshot,
        observed ->
            ListResolverEndpointIpAddressesResponse.builder()
                .ipAddresses(page.stream().map(address -> EndpointView.address(snapshot, endpoint, address, observed)).toList())
                .maxResults(size)
                .nextToken(left.size() > size ? page.getLast().id() : null)
                .build());
  }
}
