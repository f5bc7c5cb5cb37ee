package dev.postern.core.action.ec2.instance;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.networkinterface.InterfaceView;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Instance;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeResponse;

/**
 * Shows one attribute of an instance; those that cannot be changed here have AWS's defaults.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceAttribute.html">AWS</a>
 */
public final class DescribeInstanceAttribute implements Action<DescribeInstanceAttributeRequest, DescribeInstanceAttributeResponse> {
  public static final Operation<DescribeInstanceAttributeRequest, DescribeInstanceAttributeResponse> OPERATION =
      Operation.of(
          "DescribeInstanceAttribute", DescribeInstanceAttributeRequest.class, new DescribeInstanceAttribute(), "InstanceId", "Attribute");

  @Override
  public Applied<DescribeInstanceAttributeResponse> apply(
      Snapshot snapshot, Caller caller, DescribeInstanceAttributeRequest request, Facts facts) {
    Instance instance = Instances.require(snapshot, caller, facts, Lookup.given(request.instanceId(), "InstanceId"));
    Optional<NetworkInterface> primary = InstanceView.primary(snapshot, instance);
    DescribeInstanceAttributeResponse.Builder shown = DescribeInstanceAttributeResponse.builder().instanceId(instance.id());
    String attribute = Lookup.given(request.attributeAsString(), "Attribute");
    switch (attribute) {
      case "instanceType" -> shown.instanceType(v -> v.value(instance.instanceType()));
      case "userData" -> shown.userData(v -> v.value(instance.userData().orElse(null)));
      case "groupSet" -> shown.groups(primary.map(n -> InterfaceView.groups(snapshot, n)).orElse(List.of()));
      case "sourceDestCheck" -> shown.sourceDestCheck(v -> v.value(primary.map(NetworkInterface::sourceDestCheck).orElse(true)));
      case "disableApiTermination" -> shown.disableApiTermination(v -> v.value(false));
      case "disableApiStop" -> shown.disableApiStop(v -> v.value(false));
      case "ebsOptimized" -> shown.ebsOptimized(v -> v.value(false));
      case "instanceInitiatedShutdownBehavior" -> shown.instanceInitiatedShutdownBehavior(v -> v.value("stop"));
      default -> throw Ec2Error.UNSUPPORTED_OPERATION.with("Attribute " + attribute + " is not built in Postern.");
    }
    return Applied.of(snapshot, shown.build());
  }
}
