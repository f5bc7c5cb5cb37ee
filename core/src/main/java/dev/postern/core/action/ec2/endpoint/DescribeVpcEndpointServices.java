package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Filters;
import dev.postern.core.action.ec2.Page;
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
 * Lists the services that endpoints can reach: all of AWS's in the Region, and with {@code ServiceRegion} those of other Regions that are reached
 * from here.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointServices.html">AWS</a>
 */
public final class DescribeVpcEndpointServices implements Action<DescribeVpcEndpointServicesRequest, DescribeVpcEndpointServicesResponse> {
  private static final String OWNER = "amazon";

  private static final Filters<ServiceOffer> FILTERS =
      Filters.<ServiceOffer>taggedAs(o -> new ResourceKey(OWNER, o.region(), Kind.VPC_ENDPOINT, o.serviceId()))
          .on("owner", _ -> OWNER)
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
            ? regions.stream().flatMap(r -> EndpointServices.of(caller, r).stream()).toList()
            : request.serviceNames().stream().distinct().flatMap(n -> named(caller, regions, n).stream()).toList();
    List<ServiceOffer> found = FILTERS.apply(snapshot, request.filters(), offers);
    Page<ServiceOffer> page =
        Page.of(found, o -> o.serviceName() + " " + o.type(), request.nextToken(), request.maxResults(), 1, 1000);
    return Applied.of(
        snapshot,
        DescribeVpcEndpointServicesResponse.builder()
            .serviceNames(page.items().stream().map(ServiceOffer::serviceName).toList())
            .serviceDetails(page.items().stream().map(DescribeVpcEndpointServices::shown).toList())
            .nextToken(page.nextToken().orElse(null))
            .build());
  }

  private static List<ServiceOffer> named(Caller caller, List<String> regions, String name) {
    List<ServiceOffer> offers = regions.stream().flatMap(r -> EndpointServices.named(caller, r, name).stream()).toList();
    if (offers.isEmpty()) {
      throw Ec2Error.INVALID_SERVICE_NAME.with(name);
    }
    return offers;
  }

  private static ServiceDetail shown(ServiceOffer offer) {
    ServiceDetail.Builder detail =
        ServiceDetail.builder()
            .serviceName(offer.serviceName())
            .serviceId(offer.serviceId())
            .serviceType(ServiceTypeDetail.builder().serviceType(offer.type()).build())
            .serviceRegion(offer.region())
            .owner(OWNER)
            .availabilityZones(zones(offer).map(Zone::name).toList())
            .availabilityZoneIds(zones(offer).map(Zone::id).toList())
            .baseEndpointDnsNames(offer.baseEndpointDnsNames())
            .vpcEndpointPolicySupported(offer.policySupported())
            .acceptanceRequired(false)
            .managesVpcEndpoints(false)
            .supportedIpAddressTypesWithStrings(offer.ipAddressTypes())
            .tags(List.of());
    if (!offer.privateDnsNames().isEmpty()) {
      detail
          .privateDnsName(offer.privateDnsNames().getFirst())
          .privateDnsNames(offer.privateDnsNames().stream().map(n -> PrivateDnsDetails.builder().privateDnsName(n).build()).toList())
          .privateDnsNameVerificationState("verified");
    }
    return detail.build();
  }

  private static Stream<Zone> zones(ServiceOffer offer) {
    return Region.require(offer.region()).zones().stream().filter(offer::isReachedFrom);
  }
}
