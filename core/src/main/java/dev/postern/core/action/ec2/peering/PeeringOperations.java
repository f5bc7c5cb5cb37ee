package dev.postern.core.action.ec2.peering;

import dev.postern.core.action.Operation;
import java.util.List;

/** The operations on VPC peering connections. */
public final class PeeringOperations {
  public static final List<Operation<?, ?>> ALL =
      List.of(
          AcceptVpcPeeringConnection.OPERATION,
          CreateVpcPeeringConnection.OPERATION,
          DeleteVpcPeeringConnection.OPERATION,
          DescribeVpcPeeringConnections.OPERATION,
          RejectVpcPeeringConnection.OPERATION);

  private PeeringOperations() {}
}
