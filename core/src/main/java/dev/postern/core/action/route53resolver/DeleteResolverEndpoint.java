package dev.postern.core.action.route53resolver;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.model.ResolverEndpoint;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.route53resolver.model.DeleteResolverEndpointRequest;
import software.amazon.awssdk.services.route53resolver.model.DeleteResolverEndpointResponse;

/**
 * Deletes an endpoint and its network interfaces.
 * <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_DeleteResolverEndpoint.html">AWS</a>
 *
 * <p>Errors: {@code ResourceNotFoundException}, {@code InvalidParameterException}.
 */
public final class DeleteResolverEndpoint implements Action<DeleteResolverEndpointRequest, DeleteResolverEndpointResponse> {
  public static final Operation<DeleteResolverEndpointRequest, DeleteResolverEndpointResponse> OPERATION =
      Operation.of("DeleteResolverEndpoint", DeleteResolverEndpointRequest.class, new DeleteResolverEndpoint(), "ResolverEndpointId");

  @Override
  public Applied<DeleteResolverEndpointResponse> apply(Snapshot snapshot, Caller caller, DeleteResolverEndpointRequest request, Facts facts) {
    ResolverEndpoint endpoint = Given.endpoint(snapshot, caller, request.resolverEndpointId());
    Snapshot next = snapshot;
    for (ResolverEndpoint.Address address : endpoint.addresses()) {
      next = Addresses.minus(next, address);
    }
    return Applied.of(
        next.without(endpoint.key()),
        DeleteResolverEndpointResponse.builder().resolverEndpoint(EndpointView.of(endpoint, "DELETING", "Deleting the Resolver Endpoint")).build());
  }
}
