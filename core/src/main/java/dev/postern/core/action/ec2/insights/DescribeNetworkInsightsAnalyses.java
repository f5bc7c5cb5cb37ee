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
import dev.postern.core.model.NetworkInsightsAnalysis;
import dev.postern.core.model.NetworkInsightsPath;
import dev.postern.core.error.IdError;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.AnalysisStatus;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInsightsAnalysesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInsightsAnalysesResponse;

/**
 * Lists analyses and what they found.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInsightsAnalyses.html">AWS</a>
 *
 * <p>Errors: {@code InvalidNetworkInsightsAnalysisId.NotFound}, {@code InvalidNetworkInsightsAnalysisId.Malformed},
 * {@code InvalidNetworkInsightsPathId.NotFound}, {@code InvalidNetworkInsightsPathId.Malformed}, {@code InvalidParameterValue},
 * {@code InvalidNextToken}.
 */
public final class DescribeNetworkInsightsAnalyses
    implements Action<DescribeNetworkInsightsAnalysesRequest, DescribeNetworkInsightsAnalysesResponse> {
  private static final Filters<NetworkInsightsAnalysis> FILTERS =
      Filters.<NetworkInsightsAnalysis>none()
          .onFlag("path-found", NetworkInsightsAnalysis::pathFound)
          .on("status", _ -> AnalysisStatus.SUCCEEDED.toString());

  public static final Operation<DescribeNetworkInsightsAnalysesRequest, DescribeNetworkInsightsAnalysesResponse> OPERATION =
      Operation.describing(
          "DescribeNetworkInsightsAnalyses",
          DescribeNetworkInsightsAnalysesRequest.class,
          new DescribeNetworkInsightsAnalyses(),
          FILTERS.names(),
          "NetworkInsightsAnalysisId",
          "NetworkInsightsPathId",
          "AnalysisStartTime",
          "AnalysisEndTime",
          "MaxResults",
          "NextToken");

  @Override
  public Applied<DescribeNetworkInsightsAnalysesResponse> apply(
      Snapshot snapshot, Caller caller, DescribeNetworkInsightsAnalysesRequest request, Facts facts) {
    Optional<NetworkInsightsPath> path =
        Optional.ofNullable(request.networkInsightsPathId())
            .map(id -> Lookup.require(snapshot, caller, NetworkInsightsPath.class, Kind.NETWORK_INSIGHTS_PATH, id));
    List<NetworkInsightsAnalysis> asked =
        asked(snapshot, caller, request.networkInsightsAnalysisIds(), facts).stream()
            .filter(a -> path.map(p -> p.id().equals(a.pathId())).orElse(true))
            .filter(a -> request.analysisStartTime() == null || !a.started().isBefore(request.analysisStartTime()))
            .filter(a -> request.analysisEndTime() == null || !a.started().isAfter(request.analysisEndTime()))
            .toList();
    Page<NetworkInsightsAnalysis> page = Page.of(FILTERS.apply(snapshot, request.filters(), asked), request.nextToken(), request.maxResults(), 1, 100);
    return Applied.of(
        snapshot,
        DescribeNetworkInsightsAnalysesResponse.builder()
            .networkInsightsAnalyses(page.items().stream().map(a -> AnalysisView.of(snapshot, a)).toList())
            .nextToken(page.nextToken().orElse(null))
            .build());
  }

  private static List<NetworkInsightsAnalysis> asked(Snapshot snapshot, Caller caller, List<String> ids, Facts facts) {
    List<NetworkInsightsAnalysis> found = Lookup.asked(snapshot, caller, NetworkInsightsAnalysis.class, Kind.NETWORK_INSIGHTS_ANALYSIS, ids);
    if (!ids.isEmpty()) {
      found.stream().filter(a -> Analyses.isOld(a, facts)).findFirst().ifPresent(a -> {
        throw IdError.of(Kind.NETWORK_INSIGHTS_ANALYSIS).notFound(a.id());
      });
    }
    return found.stream().filter(a -> !Analyses.isOld(a, facts)).toList();
  }
}
