package dev.postern.core.action.ec2.networkinterface;

import dev.postern.core.action.Operation;
import java.util.List;

/** The operations on network interfaces. */
public final class NetworkInterfaceOperations {
  public static final List<Operation<?, ?>> ALL = List.of();

  private NetworkInterfaceOperations() {}
}
