package dev.postern.core.action.directconnect;

import dev.postern.core.model.DirectConnectConnection;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.directconnect.model.Connection;

/** A connection as responses show it; its line is there at once. */
final class ConnectionView {
  private ConnectionView() {}

  static Connection of(Snapshot snapshot, DirectConnectConnection connection, String state) {
    return Connection.builder()
        .ownerAccount(connection.key().account())
        .connectionId(connection.id())
        .connectionName(connection.name())
        .connectionState(state)
        .region(connection.key().region())
        .location(connection.location())
        .bandwidth(connection.bandwidth())
        .tags(Tagging.shown(snapshot, connection.key()))
        .build();
  }
}
