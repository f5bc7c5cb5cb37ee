package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Filters;
import dev.postern.core.action.ec2.Page;
import dev.postern.core.action.ec2.Tags;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.region.Region;
import dev.postern.core.region.Zone;
import dev.postern.core.services.ServiceOffer;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointServicesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointServicesResponse;
import software.amazon.awssdk.services.ec2.model.PrivateDnsDetails;
import software.amazon.awssdk.services.ec2.model.ServiceDetail;
import software.amazon.awssdk.services.ec2.model.ServiceTypeDetail;

/**
 * Lists the services that endpoints can reach: all of AWS's in the Region and the users' that the caller may reach, and with {@code ServiceRegion} those of other Regions that are reached
 * from here.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointServices.html">AWS</a>
 */
public final class DescribeVpcEndpointServices implements Action<DescribeVpcEndpointServicesRequest, DescribeVpcEndpointServicesResponse> {
  private static final String OWNER = "amazon";

  private static final Filters<ServiceOffer> FILTERS =
      Filters.<ServiceOffer>taggedAs(DescribeVpcEndpointServices::key)
          .on("owner", DescribeVpcEndpointServices::owner)
          .on("service-name", ServiceOffer::serviceName)
          .on("service-region", ServiceOffer::region)
          .on("service-type", ServiceOffer::type)
          .onEach("supported-ip-address-types", ServiceOffer::ipAddressTypes);

  public static final Operation<DescribeVpcEndpointServicesRequest, DescribeVpcEndpointServicesResponse> OPERATION =
      Operation.describing(
          "DescribeVpcEndpointServices",
          DescribeVpcEndpointServicesRequest.class,
          new DescribeVpcEndpointServices(),
          FILTERS.names(),
          "ServiceName",
          "ServiceRegion",
          "NextToken",
          "MaxResults");

  @Override
  public Applied<DescribeVpcEndpointServicesResponse> apply(
      Snapshot snapshot, Caller caller, DescribeVpcEndpointServicesRequest request, Facts facts) {
    List<String> regions =
        request.serviceRegions().isEmpty()
            ? List.of(caller.region())
            : request.serviceRegions().stream().map(r -> EndpointServices.region(caller, r)).distinct().toList();
    List<ServiceOffer> offers =
        request.serviceNames().isEmpty()
            ? regions.stream().flatMap(r -> EndpointServices.of(snapshot, caller, r).stream()).toList()
            : request.serviceNames().stream().distinct().flatMap(n -> named(snapshot, caller, regions, n).stream()).toList();
    List<ServiceOffer> found = FILTERS.apply(snapshot, request.filters(), offers);
    Page<ServiceOffer> page =
        Page.of(found, o -> o.serviceName() + " " + o.type(), request.nextToken(), request.maxResults(), 1, 1000);
    return Applied.of(
        snapshot,
        DescribeVpcEndpointServicesResponse.builder()
            .serviceNames(page.items().stream().map(ServiceOffer::serviceName).toList())
            .serviceDetails(page.items().stream().map(o -> shown(snapshot, o)).toList())
            .nextToken(page.nextToken().orElse(null))
            .build());
  }

  private static List<ServiceOffer> named(Snapshot snapshot, Caller caller, List<String> regions, String name) {
    List<ServiceOffer> offers = regions.stream().flatMap(r -> EndpointServices.named(snapshot, caller, r, name).stream()).toList();
    if (offers.isEmpty()) {
      throw Ec2Error.INVALID_SERVICE_NAME.with(name);
    }
    return offers;
  }

  private static ServiceDetail shown(Snapshot snapshot, ServiceOffer offer) {
    ServiceDetail.Builder detail =
        ServiceDetail.builder()
            .serviceName(offer.serviceName())
            .serviceId(offer.serviceId())
            .serviceType(ServiceTypeDetail.builder().serviceType(offer.type()).build())
            .serviceRegion(offer.region())
            .owner(owner(offer))
            .availabilityZones(zones(offer).map(Zone::name).toList())
            .availabilityZoneIds(zones(offer).map(Zone::id).toList())
            .baseEndpointDnsNames(offer.baseEndpointDnsNames())
            .vpcEndpointPolicySupported(offer.policySupported())
            .acceptanceRequired(offer.user().filter(ServiceOffer.OfUser::acceptanceRequired).isPresent())
            .managesVpcEndpoints(false)
            .supportedIpAddressTypesWithStrings(offer.ipAddressTypes())
            .tags(Tags.shown(snapshot, key(offer)));
    offer.user().flatMap(ServiceOffer.OfUser::privateDnsName).ifPresent(
        n ->
            detail
                .privateDnsName(n.name())
                .privateDnsNames(PrivateDnsDetails.builder().privateDnsName(n.name()).build())
                .privateDnsNameVerificationState(ServiceView.state(n)));
    if (offer.user().isEmpty() && !offer.privateDnsNames().isEmpty()) {
      detail
          .privateDnsName(offer.privateDnsNames().getFirst())
          .privateDnsNames(offer.privateDnsNames().stream().map(n -> PrivateDnsDetails.builder().privateDnsName(n).build()).toList())
          .privateDnsNameVerificationState("verified");
    }
    return detail.build();
  }

  private static String owner(ServiceOffer offer) {
    return offer.user().map(ServiceOffer.OfUser::account).orElse(OWNER);
  }

  private static ResourceKey key(ServiceOffer offer) {
    return new ResourceKey(owner(offer), offer.region(), Kind.VPC_ENDPOINT_SERVICE, offer.serviceId());
  }

  private static Stream<Zone> zones(ServiceOffer offer) {
    return Region.require(offer.region()).zones().stream().filter(offer::isReachedFrom);
  }
}
