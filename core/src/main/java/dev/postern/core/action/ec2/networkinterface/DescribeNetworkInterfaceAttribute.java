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
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfaceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfaceAttributeResponse;

/**
 * Shows one attribute of a network interface.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaceAttribute.html">AWS</a>
 */
public final class DescribeNetworkInterfaceAttribute
    implements Action<DescribeNetworkInterfaceAttributeRequest, DescribeNetworkInterfaceAttributeResponse> {
  public static final Operation<DescribeNetworkInterfaceAttributeRequest, DescribeNetworkInterfaceAttributeResponse> OPERATION =
      Operation.of(
          "DescribeNetworkInterfaceAttribute",
          DescribeNetworkInterfaceAttributeRequest.class,
          new DescribeNetworkInterfaceAttribute(),
          "NetworkInterfaceId",
          "Attribute");

  @Override
  public Applied<DescribeNetworkInterfaceAttributeResponse> apply(
      Snapshot snapshot, Caller caller, DescribeNetworkInterfaceAttributeRequest request, Facts facts) {
    NetworkInterface found =
        Lookup.require(snapshot, caller, NetworkInterface.class, Kind.NETWORK_INTERFACE, request.networkInterfaceId());
    DescribeNetworkInterfaceAttributeResponse.Builder shown =
        DescribeNetworkInterfaceAttributeResponse.builder().networkInterfaceId(found.id());
    String attribute = Lookup.given(request.attributeAsString(), "Attribute");
    switch (attribute) {
      case "description" -> shown.description(v -> v.value(found.description()));
      case "groupSet" -> shown.groups(InterfaceView.groups(snapshot, found));
      case "sourceDestCheck" -> shown.sourceDestCheck(v -> v.value(found.sourceDestCheck()));
      case "attachment" -> found.attachment().ifPresent(a -> shown.attachment(InterfaceView.attachment(found, a)));
      default -> throw Ec2Error.INVALID_PARAMETER_VALUE.with("Value (" + attribute + ") for parameter attribute is invalid. Unknown attribute.");
    }
    return Applied.of(snapshot, shown.build());
  }
}
