package dev.postern.core.action.ec2.insights;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInsightsAnalysis;
import dev.postern.core.model.NetworkInsightsPath;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInsightsPathRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInsightsPathResponse;

/**
 * Deletes a path that has no analyses.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNetworkInsightsPath.html">AWS</a>
 *
 * <p>Errors: {@code MissingParameter}, {@code InvalidNetworkInsightsPathId.NotFound}, {@code InvalidNetworkInsightsPathId.Malformed},
 * {@code AnalysisExistsForNetworkInsightsPath}.
 */
public final class DeleteNetworkInsightsPath implements Action<DeleteNetworkInsightsPathRequest, DeleteNetworkInsightsPathResponse> {
  public static final Operation<DeleteNetworkInsightsPathRequest, DeleteNetworkInsightsPathResponse> OPERATION =
      Operation.of(
          "DeleteNetworkInsightsPath", DeleteNetworkInsightsPathRequest.class, new DeleteNetworkInsightsPath(), "NetworkInsightsPathId");

  @Override
  public Applied<DeleteNetworkInsightsPathResponse> apply(Snapshot snapshot, Caller caller, DeleteNetworkInsightsPathRequest request, Facts facts) {
    NetworkInsightsPath path =
        Lookup.require(snapshot, caller, NetworkInsightsPath.class, Kind.NETWORK_INSIGHTS_PATH, request.networkInsightsPathId());
    List<String> analyses =
        Analyses.kept(snapshot, caller, facts).stream().filter(a -> a.pathId().equals(path.id())).map(NetworkInsightsAnalysis::id).toList();
    if (!analyses.isEmpty()) {
      throw Ec2Error.ANALYSIS_EXISTS_FOR_NETWORK_INSIGHTS_PATH.with(path.id(), String.join(", ", analyses));
    }
    return Applied.of(
        Analyses.withoutOld(snapshot, caller, facts).without(path.key()),
        DeleteNetworkInsightsPathResponse.builder().networkInsightsPathId(path.id()).build());
  }
}
