package dev.postern.core.action.ec2.natgateway;

import dev.postern.core.action.Operation;
import java.util.List;

/** The operations on NAT gateways. */
public final class NatGatewayOperations {
  public static final List<Operation<?, ?>> ALL =
      List.of(
          CreateNatGateway.OPERATION,
          DeleteNatGateway.OPERATION,
          DescribeNatGateways.OPERATION);

  private NatGatewayOperations() {}
}
