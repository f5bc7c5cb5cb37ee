package dev.postern.core.action.ec2.instance;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.securitygroup.GroupLookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Instance;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Subnet;
import dev.postern.core.state.Snapshot;
import java.util.Base64;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeResponse;

/**
 * Changes one attribute of an instance: the groups or the source/destination check of its primary interface, or, while it is stopped, its
 * type or user data.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceAttribute.html">AWS</a>
 *
 * <p>Errors: {@code InvalidInstanceID.NotFound}, {@code InvalidParameterCombination}, {@code IncorrectInstanceState},
 * {@code InvalidGroup.NotFound}, {@code UnsupportedOperation} for protection against termination or stop.
 */
public final class ModifyInstanceAttribute implements Action<ModifyInstanceAttributeRequest, ModifyInstanceAttributeResponse> {
  public static final Operation<ModifyInstanceAttributeRequest, ModifyInstanceAttributeResponse> OPERATION =
      Operation.of(
          "ModifyInstanceAttribute",
          ModifyInstanceAttributeRequest.class,
          new ModifyInstanceAttribute(),
          "InstanceId",
          "GroupId",
          "SourceDestCheck",
          "InstanceType",
          "UserData",
          "DisableApiTermination",
          "DisableApiStop");

  @Override
  public Applied<ModifyInstanceAttributeResponse> apply(
      Snapshot snapshot, Caller caller, ModifyInstanceAttributeRequest request, Facts facts) {
    Instance instance = Instances.require(snapshot, caller, facts, Lookup.given(request.instanceId(), "InstanceId"));
    long attributes =
        Stream.of(
                request.hasGroups(),
                request.sourceDestCheck() != null,
                request.instanceType() != null,
                request.userData() != null,
                request.disableApiTermination() != null,
                request.disableApiStop() != null)
            .filter(given -> given)
            .count();
    if (attributes != 1) {
      throw Ec2Error.INVALID_PARAMETER_COMBINATION.with(
          attributes == 0 ? "No attributes specified." : "Fields for multiple attribute types specified.");
    }
    return Applied.of(changed(snapshot, caller, request, instance), ModifyInstanceAttributeResponse.builder().build());
  }

  private static Snapshot changed(Snapshot snapshot, Caller caller, ModifyInstanceAttributeRequest request, Instance instance) {
    if (request.hasGroups()) {
      NetworkInterface primary = onlyInterface(snapshot, instance);
      Subnet subnet = Lookup.require(snapshot, caller, Subnet.class, Kind.SUBNET, primary.subnetId());
      return snapshot.with(primary.withGroupIds(GroupLookup.forInterface(snapshot, caller, subnet, request.groups())));
    }
    if (request.sourceDestCheck() != null) {
      return snapshot.with(
          onlyInterface(snapshot, instance).withSourceDestCheck(Lookup.given(request.sourceDestCheck().value(), "SourceDestCheck.Value")));
    }
    if (request.instanceType() != null) {
      String type = InstanceTypes.checked(Lookup.given(request.instanceType().value(), "InstanceType.Value"));
      return snapshot.with(stopped(instance).withInstanceType(type));
    }
    if (request.userData() != null) {
      byte[] data = Lookup.given(request.userData().value(), "UserData.Value").asByteArray();
      return snapshot.with(stopped(instance).withUserData(LaunchOptions.userData(Base64.getEncoder().encodeToString(data))));
    }
    requireOff("DisableApiTermination", request.disableApiTermination());
    requireOff("DisableApiStop", request.disableApiStop());
    return snapshot;
  }

  /** Turning a protection off that nobody can turn on changes nothing, and tools do it before they terminate. */
  private static void requireOff(String parameter, @Nullable AttributeBooleanValue given) {
    if (given != null && Boolean.TRUE.equals(given.value())) {
      throw Ec2Error.UNSUPPORTED_OPERATION.with(parameter + "=true is not built in Postern.");
    }
  }

  private static Instance stopped(Instance instance) {
    if (instance.state() != Instance.State.STOPPED) {
      throw Ec2Error.INCORRECT_INSTANCE_STATE.with("The instance '" + instance.id() + "' is not in the 'stopped' state.");
    }
    return instance;
  }

  private static NetworkInterface onlyInterface(Snapshot snapshot, Instance instance) {
    var held = InstanceView.interfaces(snapshot, instance);
    if (held.isEmpty()) {
      throw Ec2Error.INCORRECT_INSTANCE_STATE.with("The instance '" + instance.id() + "' is not in a valid state for this operation.");
    }
    if (held.size() > 1) {
      throw Ec2Error.INVALID_INSTANCE_ID.with(
          "There are multiple interfaces attached to instance '" + instance.id()
              + "'. Please specify an interface ID for the operation instead.");
    }
    return held.getFirst();
  }
}
