package dev.postern.core.action.ec2.networkinterface;

import dev.postern.core.action.Operation;
import java.util.List;

/** The operations on network interfaces. */
public final class NetworkInterfaceOperations {
  public static final List<Operation<?, ?>> ALL =
      List.of(
          CreateNetworkInterface.OPERATION,
          DeleteNetworkInterface.OPERATION,
          DescribeNetworkInterfaces.OPERATION,
          DescribeNetworkInterfaceAttribute.OPERATION,
          ModifyNetworkInterfaceAttribute.OPERATION,
          AttachNetworkInterface.OPERATION,
          DetachNetworkInterface.OPERATION,
          AssignPrivateIpAddresses.OPERATION,
          UnassignPrivateIpAddresses.OPERATION);

  private NetworkInterfaceOperations() {}
}
