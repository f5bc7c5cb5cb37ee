package dev.postern.core.action.route53resolver;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.model.ResolverEndpoint;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.route53resolver.model.GetResolverEndpointRequest;
import software.amazon.awssdk.services.route53resolver.model.GetResolverEndpointResponse;

/**
 * Shows an endpoint.
 * <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_GetResolverEndpoint.html">AWS</a>
 *
 * <p>Errors: {@code ResourceNotFoundException}, {@code InvalidParameterException}.
 */
public final class GetResolverEndpoint implements Action<GetResolverEndpointRequest, GetResolverEndpointResponse> {
  public static final Operation<GetResolverEndpointRequest, GetResolverEndpointResponse> OPERATION =
      Operation.of("GetResolverEndpoint", GetResolverEndpointRequest.class, new GetResolverEndpoint(), "ResolverEndpointId");

  @Override
  public Applied<GetResolverEndpointResponse> apply(Snapshot snapshot, Caller caller, GetResolverEndpointRequest request, Facts facts) {
    ResolverEndpoint endpoint = Given.endpoint(snapshot, caller, request.resolverEndpointId());
    return new Applied<>(snapshot, observed -> GetResolverEndpointResponse.builder().resolverEndpoint(EndpointView.of(endpoint, observed)).build());
  }
}
