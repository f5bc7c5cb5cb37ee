package dev.postern.core.action.ec2.vpc;

import dev.postern.core.action.Operation;
import java.util.List;

/** The operations on VPCs. */
public final class VpcOperations {
  public static final List<Operation<?, ?>> ALL =
      List.of(
          AssociateVpcCidrBlock.OPERATION,
          CreateDefaultVpc.OPERATION,
          CreateVpc.OPERATION,
          DeleteVpc.OPERATION,
          DescribeVpcAttribute.OPERATION,
          DescribeVpcs.OPERATION,
          DisassociateVpcCidrBlock.OPERATION,
          ModifyVpcAttribute.OPERATION,
          ModifyVpcTenancy.OPERATION);

  private VpcOperations() {}
}
