package dev.postern.core.action.ec2.insights;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Filters;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Page;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInsightsPath;
import dev.postern.core.model.NetworkInsightsPath.Filter;
import dev.postern.core.model.NetworkInsightsPath.Place;
import dev.postern.core.model.NetworkInsightsPath.Ports;
import dev.postern.core.state.Snapshot;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInsightsPathsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInsightsPathsResponse;

/**
 * Lists paths.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInsightsPaths.html">AWS</a>
 *
 * <p>Errors: {@code InvalidNetworkInsightsPathId.NotFound}, {@code InvalidNetworkInsightsPathId.Malformed}, {@code InvalidParameterValue},
 * {@code InvalidNextToken}.
 */
public final class DescribeNetworkInsightsPaths implements Action<DescribeNetworkInsightsPathsRequest, DescribeNetworkInsightsPathsResponse> {
  private static final Filters<NetworkInsightsPath> FILTERS = at(at(ends(), "filter-at-source.", NetworkInsightsPath::atSource), "filter-at-destination.", NetworkInsightsPath::atDestination);

  public static final Operation<DescribeNetworkInsightsPathsRequest, DescribeNetworkInsightsPathsResponse> OPERATION =
      Operation.describing(
          "DescribeNetworkInsightsPaths",
          DescribeNetworkInsightsPathsRequest.class,
          new DescribeNetworkInsightsPaths(),
          FILTERS.names(),
          "NetworkInsightsPathId",
          "MaxResults",
          "NextToken");

  /** Ends by their ids or ARNs. */
  private static Filters<NetworkInsightsPath> ends() {
    return Filters.<NetworkInsightsPath>none()
        .onEach("source", p -> Stream.of(p.source()).flatMap(e -> Stream.of(e.id(), e.arn())).toList())
        .onEach("destination", p -> p.destination().stream().flatMap((Place e) -> Stream.of(e.id(), e.arn())).toList())
        .on("protocol", NetworkInsightsPath::protocol);
  }

  /** Port ranges are compared as {@code 443-443}. */
  private static Filters<NetworkInsightsPath> at(Filters<NetworkInsightsPath> filters, String prefix, Function<NetworkInsightsPath, Optional<Filter>> end) {
    return filters
        .onEach(prefix + "source-address", p -> end.apply(p).flatMap(Filter::sourceAddress).stream().toList())
        .onEach(prefix + "source-port-range", p -> end.apply(p).flatMap(Filter::sourcePorts).map(Ports::toString).stream().toList())
        .onEach(prefix + "destination-address", p -> end.apply(p).flatMap(Filter::destinationAddress).stream().toList())
        .onEach(prefix + "destination-port-range", p -> end.apply(p).flatMap(Filter::destinationPorts).map(Ports::toString).stream().toList());
  }

  @Override
  public Applied<DescribeNetworkInsightsPathsResponse> apply(Snapshot snapshot, Caller caller, DescribeNetworkInsightsPathsRequest request, Facts facts) {
    var asked = Lookup.asked(snapshot, caller, NetworkInsightsPath.class, Kind.NETWORK_INSIGHTS_PATH, request.networkInsightsPathIds());
    Page<NetworkInsightsPath> page = Page.of(FILTERS.apply(snapshot, request.filters(), asked), request.nextToken(), request.maxResults(), 1, 100);
    return Applied.of(
        snapshot,
        DescribeNetworkInsightsPathsResponse.builder()
            .networkInsightsPaths(page.items().stream().map(p -> PathView.of(snapshot, p)).toList())
            .nextToken(page.nextToken().orElse(null))
            .build());
  }
}
