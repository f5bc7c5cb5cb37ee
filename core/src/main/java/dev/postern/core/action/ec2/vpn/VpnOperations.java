package dev.postern.core.action.ec2.vpn;

import dev.postern.core.action.Operation;
import java.util.List;

/** The operations on virtual private gateways, customer gateways and VPN connections. */
public final class VpnOperations {
  public static final List<Operation<?, ?>> ALL =
      List.of(
          AttachVpnGateway.OPERATION,
          CreateCustomerGateway.OPERATION,
          CreateVpnConnection.OPERATION,
          CreateVpnConnectionRoute.OPERATION,
          CreateVpnGateway.OPERATION,
          DeleteCustomerGateway.OPERATION,
          DeleteVpnConnection.OPERATION,
          DeleteVpnConnectionRoute.OPERATION,
          DeleteVpnGateway.OPERATION,
          DescribeCustomerGateways.OPERATION,
          DescribeVpnConnections.OPERATION,
          DescribeVpnGateways.OPERATION,
          DetachVpnGateway.OPERATION);

  private VpnOperations() {}
}
