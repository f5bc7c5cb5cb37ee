package dev.postern.core.action.ec2.internetgateway;

import dev.postern.core.action.Operation;
import java.util.List;

/** The operations on internet gateways. */
public final class InternetGatewayOperations {
  public static final List<Operation<?, ?>> ALL =
      List.of(
          AttachInternetGateway.OPERATION,
          CreateInternetGateway.OPERATION,
          DeleteInternetGateway.OPERATION,
          DescribeInternetGateways.OPERATION,
          DetachInternetGateway.OPERATION);

  private InternetGatewayOperations() {}
}
