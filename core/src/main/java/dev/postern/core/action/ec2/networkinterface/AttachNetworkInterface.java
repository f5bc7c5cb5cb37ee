package dev.postern.core.action.ec2.networkinterface;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Instance;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.AttachNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.AttachNetworkInterfaceResponse;

/**
 * Attaches a free network interface to an instance of the same zone.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AttachNetworkInterface.html">AWS</a>
 *
 * <p>Errors: {@code InvalidNetworkInterfaceID.NotFound}, {@code InvalidInstanceID.NotFound}, {@code AuthFailure},
 * {@code InvalidNetworkInterface.InUse}, {@code IncorrectState}, {@code InvalidParameterValue}, {@code InvalidParameterCombination}.
 */
public final class AttachNetworkInterface implements Action<AttachNetworkInterfaceRequest, AttachNetworkInterfaceResponse> {
  public static final Operation<AttachNetworkInterfaceRequest, AttachNetworkInterfaceResponse> OPERATION =
      Operation.of(
          "AttachNetworkInterface",
          AttachNetworkInterfaceRequest.class,
          new AttachNetworkInterface(),
          "NetworkInterfaceId",
          "InstanceId",
          "DeviceIndex");

  @Override
  public Applied<AttachNetworkInterfaceResponse> apply(Snapshot snapshot, Caller caller, AttachNetworkInterfaceRequest request, Facts facts) {
    NetworkInterface free =
        Lookup.require(snapshot, caller, NetworkInterface.class, Kind.NETWORK_INTERFACE, request.networkInterfaceId());
    Instance instance = Lookup.require(snapshot, caller, Instance.class, Kind.INSTANCE, request.instanceId());
    int index = Lookup.given(request.deviceIndex(), "DeviceIndex");
    InterfaceAttachments.requireOwned(free);
    if (free.attachment().isPresent()) {
      throw Ec2Error.NETWORK_INTERFACE_IN_USE.with(free.id());
    }
    if (instance.state() == Instance.State.TERMINATED) {
      throw Ec2Error.INCORRECT_STATE.with("Instance '" + instance.id() + "' is not 'running' or 'stopped'.");
    }
    if (!free.availabilityZone().equals(instance.availabilityZone())) {
      throw Ec2Error.INVALID_PARAMETER_COMBINATION.with(
          "You may not attach a network interface to an instance if they are not in the same availability zone");
    }
    if (!free.vpcId().equals(instance.vpcId())) {
      throw Ec2Error.UNSUPPORTED_OPERATION.with("Network interfaces of another VPC than the instance's are not built in Postern.");
    }
    if (index < 0
        || InterfaceAttachments.of(snapshot, instance.vpcId(), instance.id()).stream()
            .anyMatch(n -> n.attachment().orElseThrow().deviceIndex() == index)) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with(
          "Instance '" + instance.id() + "' already has an interface attached at device index '" + index + "'.");
    }
    NetworkInterface.Attachment attachment = NewInterface.attachment(instance.id(), index, false, facts);
    return Applied.of(
        InterfaceAttachments.attached(snapshot, free, attachment),
        AttachNetworkInterfaceResponse.builder().attachmentId(attachment.id()).networkCardIndex(0).build());
  }
}
