package dev.postern.core.action.ec2.subnet;

import dev.postern.core.action.Operation;
import java.util.List;

/** The operations on subnets. */
public final class SubnetOperations {
  public static final List<Operation<?, ?>> ALL =
      List.of(
          CreateSubnet.OPERATION,
          DeleteSubnet.OPERATION,
          DescribeSubnets.OPERATION,
          ModifySubnetAttribute.OPERATION);

  private SubnetOperations() {}
}
