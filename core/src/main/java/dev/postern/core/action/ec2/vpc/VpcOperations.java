package dev.postern.core.action.ec2.vpc;

import dev.postern.core.action.Operation;
import java.util.List;

/** The operations on VPCs. */
public final class VpcOperations {
  public static final List<Operation<?, ?>> ALL = List.of(DescribeVpcs.OPERATION);

  private VpcOperations() {}
}
