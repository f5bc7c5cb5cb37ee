package dev.postern.core.action.directconnect;

import dev.postern.core.action.Caller;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.DirectConnectError;
import dev.postern.core.model.DirectConnectConnection;
import dev.postern.core.model.Kind;
import dev.postern.core.model.VirtualInterface;
import dev.postern.core.state.Snapshot;
import org.jspecify.annotations.Nullable;

/** What a request must give and what it must name, in Direct Connect's words. */
final class Require {
  private Require() {}

  static <T> T given(@Nullable T value, String member) {
    if (value == null) {
      throw DirectConnectError.CLIENT.with("Value null at '" + member + "' failed to satisfy constraint: Member must not be null");
    }
    return value;
  }

  /** Lets the one value pass that Postern has, given or not; another is refused by name. */
  static <T> void only(T value, @Nullable T given, String member) {
    if (given != null && !given.equals(value)) {
      throw DirectConnectError.CLIENT.with("The value " + given + " of " + member + " is not built in Postern");
    }
  }

  static DirectConnectConnection connection(Snapshot snapshot, Caller caller, @Nullable String id) {
    String given = given(id, "connectionId");
    return snapshot
        .find(DirectConnectConnection.class, Lookup.key(caller, Kind.DIRECT_CONNECT_CONNECTION, given))
        .orElseThrow(() -> DirectConnectError.CLIENT.with("Connection with ID [" + given + "] cannot be found"));
  }

  static VirtualInterface virtualInterface(Snapshot snapshot, Caller caller, @Nullable String id) {
    String given = given(id, "virtualInterfaceId");
    return snapshot
        .find(VirtualInterface.class, Lookup.key(caller, Kind.VIRTUAL_INTERFACE, given))
        .orElseThrow(() -> DirectConnectError.CLIENT.with("Virtual Interface with ID [" + given + "] cannot be found"));
  }
}
