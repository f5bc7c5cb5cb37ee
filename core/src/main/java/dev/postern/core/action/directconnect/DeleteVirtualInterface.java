package dev.postern.core.action.directconnect;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.model.VirtualInterface;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.directconnect.model.DeleteVirtualInterfaceRequest;
import software.amazon.awssdk.services.directconnect.model.DeleteVirtualInterfaceResponse;

/**
 * Deletes a virtual interface; the site at its other end has lost its way to the gateway.
 * <a href="https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DeleteVirtualInterface.html">AWS</a>
 *
 * <p>Errors: {@code DirectConnectClientException}.
 */
public final class DeleteVirtualInterface implements Action<DeleteVirtualInterfaceRequest, DeleteVirtualInterfaceResponse> {
  public static final Operation<DeleteVirtualInterfaceRequest, DeleteVirtualInterfaceResponse> OPERATION =
      Operation.of("DeleteVirtualInterface", DeleteVirtualInterfaceRequest.class, new DeleteVirtualInterface(), "virtualInterfaceId");

  @Override
  public Applied<DeleteVirtualInterfaceResponse> apply(
      Snapshot snapshot, Caller caller, DeleteVirtualInterfaceRequest request, Facts facts) {
    VirtualInterface line = Require.virtualInterface(snapshot, caller, request.virtualInterfaceId());
    return Applied.of(
        snapshot.without(line.key()), DeleteVirtualInterfaceResponse.builder().virtualInterfaceState("deleted").build());
  }
}
