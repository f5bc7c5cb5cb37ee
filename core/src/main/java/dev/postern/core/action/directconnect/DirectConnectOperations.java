package dev.postern.core.action.directconnect;

import dev.postern.core.action.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every operation of the Direct Connect API (version 2012-10-25) that Postern has, by name. */
public final class DirectConnectOperations {
  private static final List<Operation<?, ?>> ALL =
      List.of(
          CreateConnection.OPERATION,
          CreatePrivateVirtualInterface.OPERATION,
          DeleteConnection.OPERATION,
          DeleteVirtualInterface.OPERATION,
          DescribeConnections.OPERATION,
          DescribeLocations.OPERATION,
          DescribeVirtualGateways.OPERATION,
          DescribeVirtualInterfaces.OPERATION);

  private static final Map<String, Operation<?, ?>> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(Operation::name, Function.identity()));

  private DirectConnectOperations() {}

  public static Optional<Operation<?, ?>> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  public static List<Operation<?, ?>> all() {
    return ALL;
  }
}
