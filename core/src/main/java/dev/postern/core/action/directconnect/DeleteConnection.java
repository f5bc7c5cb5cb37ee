package dev.postern.core.action.directconnect;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.DirectConnectError;
import dev.postern.core.model.DirectConnectConnection;
import dev.postern.core.model.Kind;
import dev.postern.core.model.VirtualInterface;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.directconnect.model.DeleteConnectionRequest;
import software.amazon.awssdk.services.directconnect.model.DeleteConnectionResponse;

/**
 * Deletes a connection that no virtual interface is on.
 * <a href="https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DeleteConnection.html">AWS</a>
 *
 * <p>Errors: {@code DirectConnectClientException}.
 */
public final class DeleteConnection implements Action<DeleteConnectionRequest, DeleteConnectionResponse> {
  public static final Operation<DeleteConnectionRequest, DeleteConnectionResponse> OPERATION =
      Operation.of("DeleteConnection", DeleteConnectionRequest.class, new DeleteConnection(), "connectionId");

  @Override
  public Applied<DeleteConnectionResponse> apply(Snapshot snapshot, Caller caller, DeleteConnectionRequest request, Facts facts) {
    DirectConnectConnection connection = Require.connection(snapshot, caller, request.connectionId());
    boolean used =
        snapshot.all(VirtualInterface.class, Kind.VIRTUAL_INTERFACE, caller.account(), caller.region()).stream()
            .anyMatch(v -> v.connectionId().equals(connection.id()));
    if (used) {
      throw DirectConnectError.CLIENT.with("Connection [" + connection.id() + "] has virtual interfaces: delete them first");
    }
    return Applied.of(
        snapshot.without(connection.key()),
        SameMembers.copied(ConnectionView.of(snapshot, connection, "deleted"), DeleteConnectionResponse.builder()).build());
  }
}
