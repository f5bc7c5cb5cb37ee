package dev.postern.core.action.route53resolver;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.model.ResolverEndpoint;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.route53resolver.model.UpdateResolverEndpointRequest;
import software.amazon.awssdk.services.route53resolver.model.UpdateResolverEndpointResponse;

/**
 * Gives an endpoint another name.
 * <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_UpdateResolverEndpoint.html">AWS</a>
 *
 * <p>Errors: {@code ResourceNotFoundException}, {@code InvalidParameterException}.
 */
public final class UpdateResolverEndpoint implements Action<UpdateResolverEndpointRequest, UpdateResolverEndpointResponse> {
  public static final Operation<UpdateResolverEndpointRequest, UpdateResolverEndpointResponse> OPERATION =
      Operation.of("UpdateResolverEndpoint", UpdateResolverEndpointRequest.class, new UpdateResolverEndpoint(), "ResolverEndpointId", "Name");

  @Override
  public Applied<UpdateResolverEndpointResponse> apply(Snapshot snapshot, Caller caller, UpdateResolverEndpointRequest request, Facts facts) {
    ResolverEndpoint endpoint = Given.endpoint(snapshot, caller, request.resolverEndpointId()).withName(Given.name(request.name()));
    return new Applied<>(
        snapshot.with(endpoint), observed -> UpdateResolverEndpointResponse.builder().resolverEndpoint(EndpointView.of(endpoint, observed)).build());
  }
}
