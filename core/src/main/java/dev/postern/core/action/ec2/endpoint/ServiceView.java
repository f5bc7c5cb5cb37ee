package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.action.ec2.Tags;
import dev.postern.core.model.LoadBalancer;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.model.VpcEndpointService;
import dev.postern.core.region.Region;
import dev.postern.core.region.Zone;
import dev.postern.core.services.ServiceOffer;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.PrivateDnsNameConfiguration;
import software.amazon.awssdk.services.ec2.model.ServiceConfiguration;
import software.amazon.awssdk.services.ec2.model.ServiceTypeDetail;
import software.amazon.awssdk.services.ec2.model.SupportedRegionDetail;
import software.amazon.awssdk.services.ec2.model.VpcEndpointConnection;

/** A user's endpoint service, and its connections, as its owner sees them. */
final class ServiceView {
  private ServiceView() {}

  static ServiceConfiguration of(Snapshot snapshot, VpcEndpointService service) {
    ServiceOffer offer = ServiceOffer.of(snapshot, service);
    List<Zone> zones = Region.require(service.key().region()).zones().stream().filter(offer::isReachedFrom).toList();
    ServiceConfiguration.Builder shown =
        ServiceConfiguration.builder()
            .serviceType(ServiceTypeDetail.builder().serviceType("Interface").build())
            .serviceId(service.id())
            .serviceName(service.serviceName())
            .serviceState("Available")
            .availabilityZones(zones.stream().map(Zone::name).toList())
            .availabilityZoneIds(zones.stream().map(Zone::id).toList())
            .acceptanceRequired(service.acceptanceRequired())
            .managesVpcEndpoints(false)
            .networkLoadBalancerArns(balancers(snapshot, service))
            .supportedIpAddressTypesWithStrings(List.of("ipv4"))
            .baseEndpointDnsNames(offer.baseEndpointDnsNames())
            .supportedRegions(SupportedRegionDetail.builder().region(service.key().region()).serviceState("Available").build())
            .remoteAccessEnabled(false)
            .tags(Tags.shown(snapshot, service.key()));
    service
        .privateDnsName()
        .ifPresent(
            n ->
                shown
                    .privateDnsName(n.name())
                    .privateDnsNameConfiguration(
                        PrivateDnsNameConfiguration.builder().state(state(n)).type("TXT").value("vpce:" + n.token()).name("_" + n.token()).build()));
    return shown.build();
  }

  static List<String> balancers(Snapshot snapshot, VpcEndpointService service) {
    return service.loadBalancerIds().stream().flatMap(id -> snapshot.located(LoadBalancer.class, id).stream()).map(LoadBalancer::arn).toList();
  }

  static String state(VpcEndpointService.PrivateDnsName name) {
    return switch (name.state()) {
      case PENDING -> "pendingVerification";
      case VERIFIED -> "verified";
      case FAILED -> "failed";
    };
  }

  static VpcEndpointConnection connection(Snapshot snapshot, VpcEndpointService service, VpcEndpoint endpoint, Observed observed) {
    return VpcEndpointConnection.builder()
        .serviceId(service.id())
        .vpcEndpointId(endpoint.id())
        .vpcEndpointOwner(endpoint.key().account())
        .vpcEndpointState(EndpointView.state(endpoint, observed))
        .creationTimestamp(endpoint.creationTimestamp())
        .dnsEntries(EndpointView.dnsEntries(snapshot, endpoint))
        .networkLoadBalancerArns(balancers(snapshot, service))
        .ipAddressType("ipv4")
        .vpcEndpointConnectionId(endpoint.connection().orElseThrow().id())
        .vpcEndpointRegion(endpoint.key().region())
        .tags(List.of())
        .build();
  }
}
