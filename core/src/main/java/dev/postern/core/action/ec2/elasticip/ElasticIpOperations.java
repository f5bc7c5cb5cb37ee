package dev.postern.core.action.ec2.elasticip;

import dev.postern.core.action.Operation;
import java.util.List;

/** The operations on Elastic IP addresses. */
public final class ElasticIpOperations {
  public static final List<Operation<?, ?>> ALL =
      List.of(
          AllocateAddress.OPERATION,
          AssociateAddress.OPERATION,
          DescribeAddresses.OPERATION,
          DescribeAddressesAttribute.OPERATION,
          DisassociateAddress.OPERATION,
          ReleaseAddress.OPERATION);

  private ElasticIpOperations() {}
}
