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
import dev.postern.core.services.ServiceCatalog;
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
 * Lists the services that endpoints can reach, all of AWS's, though gateway endpoints alone can be made.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointServices.html">AWS</a>
 */
public final class DescribeVpcEndpointServices implements Action<DescribeVpcEndpointServicesRequest, DescribeVpcEndpointServicesResponse> {
  private static final String OWNER = "amazon";

  public static final Operation<DescribeVpcEndpointServicesRequest, DescribeVpcEndpointServicesResponse> OPERATION =
      Operation.describing(
          "DescribeVpcEndpointServices",
          DescribeVpcEndpointServicesRequest.class,
          new DescribeVpcEndpointServices(),
          filters("").names(),
          "ServiceName",
          "ServiceRegion",
          "NextToken",
          "MaxResults");

  private static Filters<ServiceOffer> filters(String region) {
    return Filters.<ServiceOffer>taggedAs(o -> new ResourceKey(OWNER, region, Kind.VPC_ENDPOINT, o.serviceId()))
        .on("owner", _ -> OWNER)
        .on("service-name", ServiceOffer::serviceName)
        .on("service-region", _ -> region)
        .on("service-type", ServiceOffer::type)
        .onEach("supported-ip-address-types", ServiceOffer::ipAddressTypes);
  }

  @Override
  public Applied<DescribeVpcEndpointServicesResponse> apply(
      Snapshot snapshot, Caller caller, DescribeVpcEndpointServicesRequest request, Facts facts) {
    for (String region : request.serviceRegions()) {
      if (!region.equals(caller.region())) {
        throw Ec2Error.UNSUPPORTED_OPERATION.with("ServiceRegion " + region + ": services of other Regions are not built in Postern.");
      }
    }
    List<ServiceOffer> offers = request.serviceNames().isEmpty() ? ServiceCatalog.of(caller.region()) : named(caller, request.serviceNames());
    List<ServiceOffer> found = filters(caller.region()).apply(snapshot, request.filters(), offers);
    Page<ServiceOffer> page =
        Page.of(found, o -> o.serviceName() + " " + o.type(), request.nextToken(), request.maxResults(), 1, 1000);
    return Applied.of(
        snapshot,
        DescribeVpcEndpointServicesResponse.builder()
            .serviceNames(page.items().stream().map(ServiceOffer::serviceName).toList())
            .serviceDetails(page.items().stream().map(o -> shown(o, caller.region())).toList())
            .nextToken(page.nextToken().orElse(null))
            .build());
  }

  private static List<ServiceOffer> named(Caller caller, List<String> names) {
    for (String name : names) {
      if (ServiceCatalog.named(caller.region(), name).isEmpty()) {
        throw Ec2Error.INVALID_SERVICE_NAME.with(name);
      }
    }
    return names.stream().distinct().flatMap(n -> ServiceCatalog.named(caller.region(), n).stream()).toList();
  }

  private static ServiceDetail shown(ServiceOffer offer, String region) {
    ServiceDetail.Builder detail =
        ServiceDetail.builder()
            .serviceName(offer.serviceName())
            .serviceId(offer.serviceId())
            .serviceType(ServiceTypeDetail.builder().serviceType(offer.type()).build())
            .serviceRegion(region)
            .owner(OWNER)
            .availabilityZones(zones(offer, region).map(Zone::name).toList())
            .availabilityZoneIds(zones(offer, region).map(Zone::id).toList())
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

  private static Stream<Zone> zones(ServiceOffer offer, String region) {
    return Region.require(region).zones().stream()
        .filter(z -> offer.zoneLetters().isEmpty() || offer.zoneLetters().indexOf(z.name().charAt(z.name().length() - 1)) >= 0);
  }
}
