package dev.postern.core.action.ec2.networkacl;

import dev.postern.core.action.Operation;
import java.util.List;

/** The operations on network ACLs. */
public final class NetworkAclOperations {
  public static final List<Operation<?, ?>> ALL = List.of();

  private NetworkAclOperations() {}
}
