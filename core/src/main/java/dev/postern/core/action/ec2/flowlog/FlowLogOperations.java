package dev.postern.core.action.ec2.flowlog;

import dev.postern.core.action.Operation;
import java.util.List;

/** The operations on flow logs. */
public final class FlowLogOperations {
  public static final List<Operation<?, ?>> ALL = List.of(CreateFlowLogs.OPERATION, DeleteFlowLogs.OPERATION, DescribeFlowLogs.OPERATION);

  private FlowLogOperations() {}
}
