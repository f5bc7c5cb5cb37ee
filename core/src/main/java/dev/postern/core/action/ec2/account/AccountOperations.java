package dev.postern.core.action.ec2.account;

import dev.postern.core.action.Operation;
import java.util.List;

/** The operations on what an account has. */
public final class AccountOperations {
  public static final List<Operation<?, ?>> ALL =
      List.of(
          DescribeAccountAttributes.OPERATION,
          DescribeAvailabilityZones.OPERATION,
          DescribeRegions.OPERATION);

  private AccountOperations() {}
}
