package dev.postern.core.action.ec2.networkinterface;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceResponse;

/**
 * Deletes a network interface that nothing is attached to.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNetworkInterface.html">AWS</a>
 *
 * <p>Errors: {@code InvalidNetworkInterfaceID.NotFound}, {@code InvalidParameterValue}, {@code AuthFailure}.
 */
public final class DeleteNetworkInterface implements Action<DeleteNetworkInterfaceRequest, DeleteNetworkInterfaceResponse> {
  public static final Operation<DeleteNetworkInterfaceRequest, DeleteNetworkInterfaceResponse> OPERATION =
      Operation.of("DeleteNetworkInterface", DeleteNetworkInterfaceRequest.class, new DeleteNetworkInterface(), "NetworkInterfaceId");

  @Override
  public Applied<DeleteNetworkInterfaceResponse> apply(Snapshot snapshot, Caller caller, DeleteNetworkInterfaceRequest request, Facts facts) {
    NetworkInterface found =
        Lookup.require(snapshot, caller, NetworkInterface.class, Kind.NETWORK_INTERFACE, request.networkInterfaceId());
    if (found.attachment().isPresent()) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("Network interface '" + found.id() + "' is currently in use.");
    }
    InterfaceAttachments.requireOwned(found);
    return Applied.of(InterfaceAttachments.deleted(snapshot, found), DeleteNetworkInterfaceResponse.builder().build());
  }
}
