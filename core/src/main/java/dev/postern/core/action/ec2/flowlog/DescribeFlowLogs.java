package dev.postern.core.action.ec2.flowlog;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Filters;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Page;
import dev.postern.core.model.FlowLog;
import dev.postern.core.model.Kind;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DescribeFlowLogsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeFlowLogsResponse;

/**
 * Lists flow logs, with what became of their last delivery.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeFlowLogs.html">AWS</a>
 *
 * <p>Errors: {@code InvalidFlowLogId.NotFound}, {@code InvalidParameterValue}, {@code InvalidNextToken}.
 */
public final class DescribeFlowLogs implements Action<DescribeFlowLogsRequest, DescribeFlowLogsResponse> {
  private static final Filters<FlowLog> FILTERS =
      Filters.<FlowLog>none()
          .on("deliver-log-status", FlowLogView::deliveryStatus)
          .on("flow-log-id", FlowLog::id)
          .on("log-destination-type", FlowLogView::destinationType)
          .onEach("log-group-name", l -> FlowLogView.group(l).stream().toList())
          .on("resource-id", FlowLog::resourceId)
          .on("traffic-type", l -> l.traffic().name());

  public static final Operation<DescribeFlowLogsRequest, DescribeFlowLogsResponse> OPERATION =
      Operation.describing(
          "DescribeFlowLogs", DescribeFlowLogsRequest.class, new DescribeFlowLogs(), FILTERS.names(), "FlowLogId", "MaxResults", "NextToken");

  @Override
  public Applied<DescribeFlowLogsResponse> apply(Snapshot snapshot, Caller caller, DescribeFlowLogsRequest request, Facts facts) {
    List<FlowLog> asked = Lookup.asked(snapshot, caller, FlowLog.class, Kind.FLOW_LOG, request.flowLogIds());
    Page<FlowLog> page = Page.of(FILTERS.apply(snapshot, request.filter(), asked), request.nextToken(), request.maxResults(), 1, 1000);
    return Applied.of(
        snapshot,
        DescribeFlowLogsResponse.builder()
            .flowLogs(page.items().stream().map(l -> FlowLogView.of(snapshot, l)).toList())
            .nextToken(page.nextToken().orElse(null))
            .build());
  }
}
