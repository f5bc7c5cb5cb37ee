package dev.postern.core.action.ec2.account;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Filters;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.region.Region;
import dev.postern.core.region.Zone;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesResponse;

/**
 * Lists the Region's zones.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAvailabilityZones.html">AWS</a>
 *
 * <p>Errors: {@code InvalidParameterValue}.
 */
public final class DescribeAvailabilityZones implements Action<DescribeAvailabilityZonesRequest, DescribeAvailabilityZonesResponse> {
  private static final Filters<AvailabilityZone> FILTERS =
      Filters.<AvailabilityZone>untagged()
          .on("group-long-name", AvailabilityZone::groupLongName)
          .on("group-name", AvailabilityZone::groupName)
          .on("opt-in-status", AvailabilityZone::optInStatusAsString)
          .on("region-name", AvailabilityZone::regionName)
          .on("state", AvailabilityZone::stateAsString)
          .on("zone-id", AvailabilityZone::zoneId)
          .on("zone-name", AvailabilityZone::zoneName)
          .on("zone-type", AvailabilityZone::zoneType);

  public static final Operation<DescribeAvailabilityZonesRequest, DescribeAvailabilityZonesResponse> OPERATION =
      Operation.describing(
          "DescribeAvailabilityZones",
          DescribeAvailabilityZonesRequest.class,
          new DescribeAvailabilityZones(),
          FILTERS.names(),
          "ZoneName",
          "ZoneId",
          "AllAvailabilityZones");

  @Override
  public Applied<DescribeAvailabilityZonesResponse> apply(
      Snapshot snapshot, Caller caller, DescribeAvailabilityZonesRequest request, Facts facts) {
    Region region = Region.require(caller.region());
    requireKnown(request.zoneNames(), region.zones().stream().map(Zone::name).toList());
    requireKnown(request.zoneIds(), region.zones().stream().map(Zone::id).toList());
    List<AvailabilityZone> asked =
        region.zones().stream()
            .filter(z -> request.zoneNames().isEmpty() || request.zoneNames().contains(z.name()))
            .filter(z -> request.zoneIds().isEmpty() || request.zoneIds().contains(z.id()))
            .map(z -> shown(region, z))
            .toList();
    return Applied.of(snapshot, DescribeAvailabilityZonesResponse.builder().availabilityZones(FILTERS.apply(snapshot, request.filters(), asked)).build());
  }

  private static void requireKnown(List<String> given, List<String> known) {
    List<String> unknown = given.stream().filter(z -> !known.contains(z)).toList();
    if (!unknown.isEmpty()) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("Invalid availability zone: [" + String.join(", ", unknown) + "]");
    }
  }

  private static AvailabilityZone shown(Region region, Zone zone) {
    return AvailabilityZone.builder()
        .zoneName(zone.name())
        .zoneId(zone.id())
        .regionName(region.name())
        .zoneType("availability-zone")
        .state("available")
        .optInStatus(region.optIn() ? "opted-in" : "opt-in-not-required")
        .groupName(region.name() + "-zg-1")
        .groupLongName(region.title() + " 1")
        .networkBorderGroup(region.name())
        .messages(List.of())
        .build();
  }
}
