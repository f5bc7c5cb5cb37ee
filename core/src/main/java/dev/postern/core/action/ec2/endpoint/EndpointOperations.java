package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.action.Operation;
import java.util.List;

/** The operations on VPC endpoints. */
public final class EndpointOperations {
  public static final List<Operation<?, ?>> ALL =
      List.of(
          CreateVpcEndpoint.OPERATION,
          ModifyVpcEndpoint.OPERATION,
          DeleteVpcEndpoints.OPERATION,
          DescribeVpcEndpoints.OPERATION,
          DescribeVpcEndpointServices.OPERATION);

  private EndpointOperations() {}
}
