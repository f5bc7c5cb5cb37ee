package dev.postern.core.action.ec2.insights;

import dev.postern.core.action.Operation;
import java.util.List;

/** The operations on network insights paths and analyses but the one that starts an analysis: that one walks the network. */
public final class InsightsOperations {
  public static final List<Operation<?, ?>> ALL =
      List.of(
          CreateNetworkInsightsPath.OPERATION,
          DeleteNetworkInsightsAnalysis.OPERATION,
          DeleteNetworkInsightsPath.OPERATION,
          DescribeNetworkInsightsAnalyses.OPERATION,
          DescribeNetworkInsightsPaths.OPERATION);

  private InsightsOperations() {}
}
