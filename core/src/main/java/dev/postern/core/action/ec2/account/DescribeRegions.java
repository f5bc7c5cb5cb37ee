package dev.postern.core.action.ec2.account;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Filters;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.region.Region;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsResponse;

/**
 * Lists the Regions of the commercial partition, all of which are enabled.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html">AWS</a>
 *
 * <p>Errors: {@code InvalidParameterValue}.
 */
public final class DescribeRegions implements Action<DescribeRegionsRequest, DescribeRegionsResponse> {
  private static final Filters<Region> FILTERS =
      Filters.<Region>untagged()
          .on("endpoint", DescribeRegions::endpoint)
          .on("opt-in-status", DescribeRegions::optInStatus)
          .on("region-name", Region::name);

  public static final Operation<DescribeRegionsRequest, DescribeRegionsResponse> OPERATION =
      Operation.describing("DescribeRegions", DescribeRegionsRequest.class, new DescribeRegions(), FILTERS.names(), "RegionName", "AllRegions");

  @Override
  public Applied<DescribeRegionsResponse> apply(Snapshot snapshot, Caller caller, DescribeRegionsRequest request, Facts facts) {
    List<Region> asked = request.regionNames().isEmpty() ? Region.all() : request.regionNames().stream().map(DescribeRegions::named).toList();
    return Applied.of(
        snapshot,
        DescribeRegionsResponse.builder()
            .regions(
                FILTERS.apply(snapshot, request.filters(), asked).stream()
                    .map(
                        r ->
                            software.amazon.awssdk.services.ec2.model.Region.builder()
                                .regionName(r.name())
                                .endpoint(endpoint(r))
                                .optInStatus(optInStatus(r))
                                .build())
                    .toList())
            .build());
  }

  private static Region named(String name) {
    return Region.find(name).orElseThrow(() -> Ec2Error.INVALID_PARAMETER_VALUE.with("Invalid region: [" + name + "]"));
  }

  private static String endpoint(Region region) {
    return "ec2." + region.name() + ".amazonaws.com";
  }

  private static String optInStatus(Region region) {
    return region.optIn() ? "opted-in" : "opt-in-not-required";
  }
}
