package dev.postern.core.action.route53resolver;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.ResolverError;
import dev.postern.core.model.ResolverEndpoint;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.route53resolver.model.DisassociateResolverEndpointIpAddressRequest;
import software.amazon.awssdk.services.route53resolver.model.DisassociateResolverEndpointIpAddressResponse;
import software.amazon.awssdk.services.route53resolver.model.IpAddressUpdate;

/**
 * Takes an address, named by its id or by subnet and address, from an endpoint, which keeps two.
 * <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_DisassociateResolverEndpointIpAddress.html">AWS</a>
 *
 * <p>Errors: {@code ResourceNotFoundException}, {@code InvalidParameterException}, {@code InvalidRequestException}.
 */
public final class DisassociateResolverEndpointIpAddress
    implements Action<DisassociateResolverEndpointIpAddressRequest, DisassociateResolverEndpointIpAddressResponse> {
  public static final Operation<DisassociateResolverEndpointIpAddressRequest, DisassociateResolverEndpointIpAddressResponse> OPERATION =
      Operation.of(
          "DisassociateResolverEndpointIpAddress",
          DisassociateResolverEndpointIpAddressRequest.class,
          new DisassociateResolverEndpointIpAddress(),
          "ResolverEndpointId",
          "IpAddress.IpId",
          "IpAddress.SubnetId",
          "IpAddress.Ip");

  @Override
  public Applied<DisassociateResolverEndpointIpAddressResponse> apply(
      Snapshot snapshot, Caller caller, DisassociateResolverEndpointIpAddressRequest request, Facts facts) {
    ResolverEndpoint endpoint = Given.endpoint(snapshot, caller, request.resolverEndpointId());
    IpAddressUpdate given = Given.required(request.ipAddress(), "ipAddress");
    ResolverEndpoint.Address address =
        endpoint.addresses().stream()
            .filter(a -> given.ipId() == null ? a.subnetId().equals(given.subnetId()) && a.ip().equals(given.ip()) : a.id().equals(given.ipId()))
            .findFirst()
            .orElseThrow(() -> ResolverError.RESOURCE_NOT_FOUND.with("The IP address is not one of the resolver endpoint '" + endpoint.id() + "'."));
    if (endpoint.addresses().size() <= Addresses.FEWEST) {
      throw ResolverError.INVALID_REQUEST.with("A resolver endpoint needs at least " + Addresses.FEWEST + " IP addresses.");
    }
    ResolverEndpoint left = endpoint.minus(address);
    return new Applied<>(
        Addresses.minus(snapshot, address).with(left),
        observed -> DisassociateResolverEndpointIpAddressResponse.builder().resolverEndpoint(EndpointView.of(left, observed)).build());
  }
}
