package dev.postern.core.action.ec2.prefixlist;

import dev.postern.core.action.Operation;
import java.util.List;

/** The operations on prefix lists: those that read, because only AWS-managed lists are there. */
public final class PrefixListOperations {
  public static final List<Operation<?, ?>> ALL =
      List.of(DescribePrefixLists.OPERATION, DescribeManagedPrefixLists.OPERATION, GetManagedPrefixListEntries.OPERATION);

  private PrefixListOperations() {}
}
