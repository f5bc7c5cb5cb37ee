package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.action.Operation;
import java.util.List;

/** The operations on VPC endpoints, and on the endpoint services of users. */
public final class EndpointOperations {
  public static final List<Operation<?, ?>> ALL =
      List.of(
          CreateVpcEndpoint.OPERATION,
          ModifyVpcEndpoint.OPERATION,
          DeleteVpcEndpoints.OPERATION,
          DescribeVpcEndpoints.OPERATION,
          DescribeVpcEndpointServices.OPERATION,
          CreateVpcEndpointServiceConfiguration.OPERATION,
          DescribeVpcEndpointServiceConfigurations.OPERATION,
          ModifyVpcEndpointServiceConfiguration.OPERATION,
          DeleteVpcEndpointServiceConfigurations.OPERATION,
          DescribeVpcEndpointServicePermissions.OPERATION,
          ModifyVpcEndpointServicePermissions.OPERATION,
          DescribeVpcEndpointConnections.OPERATION,
          AcceptVpcEndpointConnections.OPERATION,
          RejectVpcEndpointConnections.OPERATION,
          StartVpcEndpointServicePrivateDnsVerification.OPERATION);

  private EndpointOperations() {}
}
