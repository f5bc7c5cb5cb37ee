package dev.postern.core.action.ec2.instance;

import dev.postern.core.action.Operation;
import java.util.List;

/** The operations on instances. */
public final class InstanceOperations {
  public static final List<Operation<?, ?>> ALL =
      List.of(
          RunInstances.OPERATION,
          DescribeInstances.OPERATION,
          DescribeInstanceStatus.OPERATION,
          TerminateInstances.OPERATION,
          StopInstances.OPERATION,
          StartInstances.OPERATION,
          DescribeInstanceAttribute.OPERATION,
          ModifyInstanceAttribute.OPERATION,
          ModifyInstanceMetadataOptions.OPERATION,
          DescribeInstanceTypes.OPERATION,
          DescribeImages.OPERATION);

  private InstanceOperations() {}
}
