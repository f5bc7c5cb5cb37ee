package dev.postern.core.action.ec2.flowlog;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.AwsException;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.error.IdError;
import dev.postern.core.model.FlowLog;
import dev.postern.core.model.Kind;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.DeleteFlowLogsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteFlowLogsResponse;
import software.amazon.awssdk.services.ec2.model.UnsuccessfulItem;

/**
 * Ends flow logs; what has been counted until then is still delivered. An unknown id is an unsuccessful item, a malformed one fails the call.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteFlowLogs.html">AWS</a>
 *
 * <p>Errors: {@code MissingParameter}, {@code InvalidFlowLogId.Malformed}; of an item {@code InvalidFlowLogId.NotFound}.
 */
public final class DeleteFlowLogs implements Action<DeleteFlowLogsRequest, DeleteFlowLogsResponse> {
  public static final Operation<DeleteFlowLogsRequest, DeleteFlowLogsResponse> OPERATION =
      Operation.of("DeleteFlowLogs", DeleteFlowLogsRequest.class, new DeleteFlowLogs(), "FlowLogId");

  @Override
  public Applied<DeleteFlowLogsResponse> apply(Snapshot snapshot, Caller caller, DeleteFlowLogsRequest request, Facts facts) {
    if (request.flowLogIds().isEmpty()) {
      throw Ec2Error.MISSING_PARAMETER.with("FlowLogId");
    }
    request.flowLogIds().forEach(id -> Lookup.wellFormed(Kind.FLOW_LOG, id));
    Snapshot next = snapshot;
    List<UnsuccessfulItem> unsuccessful = new ArrayList<>();
    for (String id : request.flowLogIds().stream().distinct().toList()) {
      Optional<FlowLog> log = next.find(FlowLog.class, Lookup.key(caller, Kind.FLOW_LOG, id));
      if (log.isPresent()) {
        next = next.without(log.get().key());
      } else {
        AwsException error = IdError.of(Kind.FLOW_LOG).notFound(id);
        unsuccessful.add(UnsuccessfulItem.builder().resourceId(id).error(e -> e.code(error.code()).message(error.text())).build());
      }
    }
    return Applied.of(next, DeleteFlowLogsResponse.builder().unsuccessful(unsuccessful).build());
  }
}
