package dev.postern.core.action.ec2.securitygroup;

import dev.postern.core.action.Operation;
import java.util.List;

/** The operations on security groups. */
public final class SecurityGroupOperations {
  public static final List<Operation<?, ?>> ALL = List.of();

  private SecurityGroupOperations() {}
}
