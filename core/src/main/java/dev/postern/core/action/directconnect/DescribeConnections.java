package dev.postern.core.action.directconnect;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.model.DirectConnectConnection;
import dev.postern.core.model.Kind;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.directconnect.model.DescribeConnectionsRequest;
import software.amazon.awssdk.services.directconnect.model.DescribeConnectionsResponse;

/**
 * Lists connections; a deleted one is gone at once.
 * <a href="https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DescribeConnections.html">AWS</a>
 *
 * <p>Errors: {@code DirectConnectClientException}.
 */
public final class DescribeConnections implements Action<DescribeConnectionsRequest, DescribeConnectionsResponse> {
  public static final Operation<DescribeConnectionsRequest, DescribeConnectionsResponse> OPERATION =
      Operation.of("DescribeConnections", DescribeConnectionsRequest.class, new DescribeConnections(), "connectionId");

  @Override
  public Applied<DescribeConnectionsResponse> apply(Snapshot snapshot, Caller caller, DescribeConnectionsRequest request, Facts facts) {
    List<DirectConnectConnection> asked =
        request.connectionId() == null
            ? snapshot.all(DirectConnectConnection.class, Kind.DIRECT_CONNECT_CONNECTION, caller.account(), caller.region())
            : List.of(Require.connection(snapshot, caller, request.connectionId()));
    return Applied.of(
        snapshot,
        DescribeConnectionsResponse.builder().connections(asked.stream().map(c -> ConnectionView.of(snapshot, c, "available")).toList()).build());
  }
}
