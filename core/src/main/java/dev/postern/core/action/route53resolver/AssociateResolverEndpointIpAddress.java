package dev.postern.core.action.route53resolver;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.ResolverError;
import dev.postern.core.model.ResolverEndpoint;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.route53resolver.model.AssociateResolverEndpointIpAddressRequest;
import software.amazon.awssdk.services.route53resolver.model.AssociateResolverEndpointIpAddressResponse;
import software.amazon.awssdk.services.route53resolver.model.IpAddressUpdate;

/**
 * Adds an address to an endpoint.
 * <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_AssociateResolverEndpointIpAddress.html">AWS</a>
 *
 * <p>Errors: {@code ResourceNotFoundException}, {@code InvalidParameterException}, {@code InvalidRequestException}, {@code LimitExceededException}.
 */
public final class AssociateResolverEndpointIpAddress
    implements Action<AssociateResolverEndpointIpAddressRequest, AssociateResolverEndpointIpAddressResponse> {
  public static final Operation<AssociateResolverEndpointIpAddressRequest, AssociateResolverEndpointIpAddressResponse> OPERATION =
      Operation.of(
          "AssociateResolverEndpointIpAddress",
          AssociateResolverEndpointIpAddressRequest.class,
          new AssociateResolverEndpointIpAddress(),
          "ResolverEndpointId",
          "IpAddress.IpId",
          "IpAddress.SubnetId",
          "IpAddress.Ip");

  @Override
  public Applied<AssociateResolverEndpointIpAddressResponse> apply(
      Snapshot snapshot, Caller caller, AssociateResolverEndpointIpAddressRequest request, Facts facts) {
    ResolverEndpoint endpoint = Given.endpoint(snapshot, caller, request.resolverEndpointId());
    IpAddressUpdate given = Given.required(request.ipAddress(), "ipAddress");
    if (given.ipId() != null) {
      throw ResolverError.INVALID_REQUEST.with("IpId names an address of the endpoint; a new one has a SubnetId and may have an Ip.");
    }
    Addresses.Added added = Addresses.plus(snapshot, caller, endpoint, Addresses.subnet(snapshot, caller, given.subnetId()), given.ip(), facts);
    return new Applied<>(
        added.next().with(added.endpoint()),
        observed -> AssociateResolverEndpointIpAddressResponse.builder().resolverEndpoint(EndpointView.of(added.endpoint(), observed)).build());
  }
}
