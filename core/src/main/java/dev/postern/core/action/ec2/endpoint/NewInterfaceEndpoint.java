package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.ec2.networkinterface.NewInterface;
import dev.postern.core.action.ec2.securitygroup.GroupLookup;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.services.ServiceOffer;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;

/**
 * How an interface endpoint is made, with a network interface in each of its subnets.
 * <a href="https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html">AWS</a>
 *
 * <p>AWS's quota of 50 a VPC can be raised on request, so it is not enforced.
 */
final class NewInterfaceEndpoint {
  private static final String TOKEN_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int TOKEN_LENGTH = 8;

  private NewInterfaceEndpoint() {}

  static void checkParameters(CreateVpcEndpointRequest request) {
    EndpointParameters parameters = EndpointParameters.INTERFACE;
    parameters.without("RouteTableId", request.hasRouteTableIds());
    parameters.without("ServiceNetworkArn", request.serviceNetworkArn() != null);
    parameters.without("ResourceConfigurationArn", request.resourceConfigurationArn() != null);
    parameters.checkSupport(request.ipAddressTypeAsString(), request.dnsOptions());
  }

  static Snapshot made(
      Snapshot snapshot, Caller caller, ResourceKey key, Vpc vpc, ServiceOffer offer, CreateVpcEndpointRequest request, Facts facts) {
    List<Subnet> subnets = EndpointSubnets.chosen(snapshot, caller, vpc.id(), offer, request.subnetIds(), List.of());
    Map<String, String> asked = EndpointSubnets.addresses(request.subnetConfigurations());
    EndpointSubnets.checkKnown(asked, request.subnetIds());
    List<EndpointSubnets.Place> places = EndpointSubnets.places(snapshot, subnets, asked);
    List<String> groupIds = GroupLookup.forVpc(snapshot, caller, vpc.id(), request.securityGroupIds());
    String policy = EndpointPolicy.given(offer, request.policyDocument()).orElse(EndpointPolicy.ofNew(VpcEndpoint.Type.INTERFACE));
    PrivateDns dns = PrivateDns.ofNew(snapshot, vpc, offer, request.privateDnsEnabled(), request.dnsOptions());
    Snapshot next = snapshot;
    List<String> interfaceIds = new ArrayList<>();
    for (EndpointSubnets.Place place : places) {
      NetworkInterface made = NewInterface.ofEndpoint(caller, place.subnet(), place.privateIp(), groupIds, key.id(), facts);
      next = next.with(made);
      interfaceIds.add(made.id());
    }
    VpcEndpoint endpoint =
        new VpcEndpoint(
            key,
            vpc.id(),
            offer.serviceName(),
            offer.region(),
            VpcEndpoint.Type.INTERFACE,
            List.of(),
            subnets.stream().map(Subnet::id).toList(),
            groupIds,
            List.copyOf(interfaceIds),
            facts.seed().text(TOKEN_ALPHABET, TOKEN_LENGTH),
            dns.enabled(),
            dns.inboundResolverOnly(),
            policy,
            facts.now(),
            request.clientToken() == null ? "" : request.clientToken());
    return next.with(offer.user().map(u -> endpoint.withConnection(connection(offer, u, dns, facts))).orElse(endpoint));
  }

  private static VpcEndpoint.Connection connection(ServiceOffer offer, ServiceOffer.OfUser user, PrivateDns dns, Facts facts) {
    return new VpcEndpoint.Connection(
        facts.seed().id("vpce-con"),
        offer.serviceId(),
        user.acceptanceRequired() ? VpcEndpoint.Acceptance.PENDING : VpcEndpoint.Acceptance.ACCEPTED,
        dns.enabled() ? offer.privateDnsNames().stream().findFirst() : Optional.empty());
  }
}
