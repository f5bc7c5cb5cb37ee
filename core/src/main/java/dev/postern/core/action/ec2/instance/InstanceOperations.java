package dev.postern.core.action.ec2.instance;

import dev.postern.core.action.Operation;
import java.util.List;

/** The operations on instances. */
public final class InstanceOperations {
  public static final List<Operation<?, ?>> ALL = List.of();

  private InstanceOperations() {}
}
