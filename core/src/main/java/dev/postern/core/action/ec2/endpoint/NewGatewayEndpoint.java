package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.services.PrefixList;
import dev.postern.core.services.PrefixLists;
import dev.postern.core.services.ServiceOffer;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;

/**
 * How a gateway endpoint is made, with its routes.
 * <a href="https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html">AWS</a>
 */
final class NewGatewayEndpoint {
  /** AWS's hard limit. Its quota of 20 a Region can be raised on request, so it is not enforced. */
  private static final int LIMIT_PER_VPC = 255;

  private NewGatewayEndpoint() {}

  static void checkParameters(CreateVpcEndpointRequest request) {
    EndpointParameters parameters = EndpointParameters.GATEWAY;
    parameters.without("SubnetId", request.hasSubnetIds());
    parameters.without("SecurityGroupId", request.hasSecurityGroupIds());
    parameters.without("SubnetConfiguration", request.hasSubnetConfigurations());
    parameters.without("ServiceRegion", request.serviceRegion() != null);
    parameters.without("ServiceNetworkArn", request.serviceNetworkArn() != null);
    parameters.without("ResourceConfigurationArn", request.resourceConfigurationArn() != null);
    parameters.without("PrivateDnsEnabled", Boolean.TRUE.equals(request.privateDnsEnabled()));
    parameters.without(
        "DnsOptions.PrivateDnsOnlyForInboundResolverEndpoint",
        request.dnsOptions() != null && request.dnsOptions().privateDnsOnlyForInboundResolverEndpoint() != null);
    parameters.checkSupport(request.ipAddressTypeAsString(), request.dnsOptions());
  }

  static Snapshot made(
      Snapshot snapshot, Caller caller, ResourceKey key, Vpc vpc, ServiceOffer offer, CreateVpcEndpointRequest request, Facts facts) {
    PrefixList service = PrefixLists.ofService(offer.region(), offer.serviceName()).orElseThrow(
        () -> Ec2Error.UNSUPPORTED_OPERATION.with("Gateway endpoints of " + offer.serviceName() + " are not built in Postern."));
    List<RouteTable> tables = EndpointRoutes.free(snapshot, caller, vpc.id(), request.routeTableIds(), service.id());
    String policy = EndpointPolicy.given(offer, request.policyDocument()).orElse(EndpointPolicy.ofNew(VpcEndpoint.Type.GATEWAY));
    if (snapshot.inNetwork(VpcEndpoint.class, vpc.id()).stream().filter(e -> e.type() == VpcEndpoint.Type.GATEWAY).count() >= LIMIT_PER_VPC) {
      throw Ec2Error.VPC_ENDPOINT_LIMIT_EXCEEDED.with();
    }
    VpcEndpoint endpoint =
        VpcEndpoint.gateway(
            key,
            vpc.id(),
            service.name(),
            tables.stream().map(RouteTable::id).toList(),
            policy,
            facts.now(),
            request.clientToken() == null ? "" : request.clientToken());
    return EndpointRoutes.added(snapshot.with(endpoint), tables, service.id(), endpoint.id());
  }
}
