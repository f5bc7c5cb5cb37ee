package dev.postern.core.action.ec2.insights;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInsightsAnalysis;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInsightsAnalysisRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInsightsAnalysisResponse;

/**
 * Deletes an analysis.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNetworkInsightsAnalysis.html">AWS</a>
 *
 * <p>Errors: {@code MissingParameter}, {@code InvalidNetworkInsightsAnalysisId.NotFound}, {@code InvalidNetworkInsightsAnalysisId.Malformed}.
 */
public final class DeleteNetworkInsightsAnalysis implements Action<DeleteNetworkInsightsAnalysisRequest, DeleteNetworkInsightsAnalysisResponse> {
  public static final Operation<DeleteNetworkInsightsAnalysisRequest, DeleteNetworkInsightsAnalysisResponse> OPERATION =
      Operation.of(
          "DeleteNetworkInsightsAnalysis",
          DeleteNetworkInsightsAnalysisRequest.class,
          new DeleteNetworkInsightsAnalysis(),
          "NetworkInsightsAnalysisId");

  @Override
  public Applied<DeleteNetworkInsightsAnalysisResponse> apply(
      Snapshot snapshot, Caller caller, DeleteNetworkInsightsAnalysisRequest request, Facts facts) {
    NetworkInsightsAnalysis analysis =
        Lookup.require(
            snapshot, caller, NetworkInsightsAnalysis.class, Kind.NETWORK_INSIGHTS_ANALYSIS, request.networkInsightsAnalysisId());
    return Applied.of(
        snapshot.without(analysis.key()),
        DeleteNetworkInsightsAnalysisResponse.builder().networkInsightsAnalysisId(analysis.id()).build());
  }
}
