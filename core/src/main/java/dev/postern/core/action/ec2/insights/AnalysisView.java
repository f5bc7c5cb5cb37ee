package dev.postern.core.action.ec2.insights;

import dev.postern.core.action.ec2.Tags;
import dev.postern.core.model.NetworkInsightsAnalysis;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.AnalysisStatus;

/** An analysis as responses show it: it was finished when it was started. */
public final class AnalysisView {
  private AnalysisView() {}

  public static software.amazon.awssdk.services.ec2.model.NetworkInsightsAnalysis of(Snapshot snapshot, NetworkInsightsAnalysis analysis) {
    software.amazon.awssdk.services.ec2.model.NetworkInsightsAnalysis.Builder shown =
        software.amazon.awssdk.services.ec2.model.NetworkInsightsAnalysis.builder();
    StructureJson.read(analysis.findings(), shown);
    return shown
        .networkInsightsAnalysisId(analysis.id())
        .networkInsightsAnalysisArn(PathView.arn(analysis.key()))
        .networkInsightsPathId(analysis.pathId())
        .additionalAccounts(analysis.additionalAccounts())
        .filterInArns(analysis.filterInArns())
        .filterOutArns(analysis.filterOutArns())
        .startDate(analysis.started())
        .status(AnalysisStatus.SUCCEEDED)
        .networkPathFound(analysis.pathFound())
        .tags(Tags.shown(snapshot, analysis.key()))
        .build();
  }
}
