package dev.postern.core.action.ec2.networkinterface;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.securitygroup.GroupLookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.NetworkInterface.Attachment;
import dev.postern.core.model.Subnet;
import dev.postern.core.state.Snapshot;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachmentChanges;

/**
 * Changes one attribute of a network interface: its groups, description, source/destination check, or whether it goes with its instance.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyNetworkInterfaceAttribute.html">AWS</a>
 *
 * <p>Errors: {@code InvalidNetworkInterfaceID.NotFound}, {@code AuthFailure}, {@code InvalidParameterCombination},
 * {@code InvalidGroup.NotFound}, {@code InvalidParameter}, {@code InvalidAttachmentID.NotFound}.
 */
public final class ModifyNetworkInterfaceAttribute
    implements Action<ModifyNetworkInterfaceAttributeRequest, ModifyNetworkInterfaceAttributeResponse> {
  public static final Operation<ModifyNetworkInterfaceAttributeRequest, ModifyNetworkInterfaceAttributeResponse> OPERATION =
      Operation.of(
          "ModifyNetworkInterfaceAttribute",
          ModifyNetworkInterfaceAttributeRequest.class,
          new ModifyNetworkInterfaceAttribute(),
          "NetworkInterfaceId",
          "Description",
          "SourceDestCheck",
          "SecurityGroupId",
          "Attachment.AttachmentId",
          "Attachment.DeleteOnTermination");

  @Override
  public Applied<ModifyNetworkInterfaceAttributeResponse> apply(
      Snapshot snapshot, Caller caller, ModifyNetworkInterfaceAttributeRequest request, Facts facts) {
    NetworkInterface old =
        InterfaceAttachments.requireOwned(
            Lookup.require(snapshot, caller, NetworkInterface.class, Kind.NETWORK_INTERFACE, request.networkInterfaceId()));
    long attributes =
        Stream.of(request.description() != null, request.sourceDestCheck() != null, request.hasGroups(), request.attachment() != null)
            .filter(given -> given)
            .count();
    if (attributes != 1) {
      throw Ec2Error.INVALID_PARAMETER_COMBINATION.with(
          attributes == 0 ? "No attributes specified." : "Fields for multiple attribute types specified.");
    }
    return Applied.of(
        snapshot.with(changed(snapshot, caller, request, old)), ModifyNetworkInterfaceAttributeResponse.builder().build());
  }

  private static NetworkInterface changed(
      Snapshot snapshot, Caller caller, ModifyNetworkInterfaceAttributeRequest request, NetworkInterface old) {
    if (request.description() != null) {
      return old.withDescription(Lookup.given(request.description().value(), "Description.Value"));
    }
    if (request.sourceDestCheck() != null) {
      return old.withSourceDestCheck(Lookup.given(request.sourceDestCheck().value(), "SourceDestCheck.Value"));
    }
    if (request.hasGroups()) {
      Subnet subnet = Lookup.require(snapshot, caller, Subnet.class, Kind.SUBNET, old.subnetId());
      return old.withGroupIds(GroupLookup.forInterface(snapshot, caller, subnet, request.groups()));
    }
    NetworkInterfaceAttachmentChanges changes = request.attachment();
    String id = Lookup.given(changes.attachmentId(), "Attachment.AttachmentId");
    Attachment a =
        old.attachment().filter(held -> held.id().equals(id)).orElseThrow(() -> Ec2Error.ATTACHMENT_NOT_FOUND.with(id));
    boolean delete = Lookup.given(changes.deleteOnTermination(), "Attachment.DeleteOnTermination");
    return old.withAttachment(Optional.of(new Attachment(a.id(), a.hostId(), a.deviceIndex(), a.attachTime(), delete)));
  }
}
