package dev.postern.core.action.ec2.networkacl;

import dev.postern.core.action.Operation;
import java.util.List;

/** The operations on network ACLs. */
public final class NetworkAclOperations {
  public static final List<Operation<?, ?>> ALL =
      List.of(
          CreateNetworkAcl.OPERATION,
          DeleteNetworkAcl.OPERATION,
          DescribeNetworkAcls.OPERATION,
          CreateNetworkAclEntry.OPERATION,
          ReplaceNetworkAclEntry.OPERATION,
          DeleteNetworkAclEntry.OPERATION,
          ReplaceNetworkAclAssociation.OPERATION);

  private NetworkAclOperations() {}
}
