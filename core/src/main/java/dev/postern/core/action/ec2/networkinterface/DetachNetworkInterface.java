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
import software.amazon.awssdk.services.ec2.model.DetachNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DetachNetworkInterfaceResponse;

/**
 * Detaches a network interface other than the primary one; {@code Force} makes no difference, since detaching is at once.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachNetworkInterface.html">AWS</a>
 *
 * <p>Errors: {@code InvalidAttachmentID.NotFound}, {@code OperationNotPermitted}.
 */
public final class DetachNetworkInterface implements Action<DetachNetworkInterfaceRequest, DetachNetworkInterfaceResponse> {
  public static final Operation<DetachNetworkInterfaceRequest, DetachNetworkInterfaceResponse> OPERATION =
      Operation.of("DetachNetworkInterface", DetachNetworkInterfaceRequest.class, new DetachNetworkInterface(), "AttachmentId", "Force");

  @Override
  public Applied<DetachNetworkInterfaceResponse> apply(Snapshot snapshot, Caller caller, DetachNetworkInterfaceRequest request, Facts facts) {
    String id = Lookup.given(request.attachmentId(), "AttachmentId");
    if (id.startsWith("ela-attach-")) {
      throw Ec2Error.OPERATION_NOT_PERMITTED.with("You are not allowed to manage 'ela-attach' attachments.");
    }
    NetworkInterface held =
        snapshot.all(NetworkInterface.class, Kind.NETWORK_INTERFACE, caller.account(), caller.region()).stream()
            .filter(n -> n.attachment().filter(a -> a.id().equals(id)).isPresent())
            .findFirst()
            .orElseThrow(() -> Ec2Error.ATTACHMENT_NOT_FOUND.with(id));
    if (held.attachment().orElseThrow().deviceIndex() == 0) {
      throw Ec2Error.OPERATION_NOT_PERMITTED.with("The network interface at device index 0 cannot be detached.");
    }
    return Applied.of(InterfaceAttachments.detached(snapshot, held), DetachNetworkInterfaceResponse.builder().build());
  }
}
