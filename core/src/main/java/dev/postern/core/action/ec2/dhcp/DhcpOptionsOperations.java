package dev.postern.core.action.ec2.dhcp;

import dev.postern.core.action.Operation;
import java.util.List;

/** The operations on DHCP options sets. */
public final class DhcpOptionsOperations {
  public static final List<Operation<?, ?>> ALL =
      List.of(
          AssociateDhcpOptions.OPERATION,
          CreateDhcpOptions.OPERATION,
          DeleteDhcpOptions.OPERATION,
          DescribeDhcpOptions.OPERATION);

  private DhcpOptionsOperations() {}
}
