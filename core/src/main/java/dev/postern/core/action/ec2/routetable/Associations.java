package dev.postern.core.action.ec2.routetable;

import dev.postern.core.action.Caller;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.RouteTable;
import dev.postern.core.state.Snapshot;
import java.util.stream.Stream;

/** Finds and moves the associations of route tables. */
final class Associations {
  private Associations() {}

  /** The table that has the association. */
  static RouteTable holding(Snapshot snapshot, Caller caller, String associationId) {
    if (!associationId.matches("rtbassoc-[0-9a-f]{8}([0-9a-f]{9})?")) {
      throw Ec2Error.ASSOCIATION_NOT_FOUND.with(associationId);
    }
    return snapshot.all(RouteTable.class, Kind.ROUTE_TABLE, caller.account(), caller.region()).stream()
        .filter(t -> t.associations().stream().anyMatch(a -> a.id().equals(associationId)))
        .findFirst()
        .orElseThrow(() -> Ec2Error.ASSOCIATION_NOT_FOUND.with(associationId));
  }

  static RouteTable.Association of(RouteTable table, String associationId) {
    return table.associations().stream().filter(a -> a.id().equals(associationId)).findFirst().orElseThrow();
  }

  static RouteTable without(RouteTable table, String associationId) {
    return table.withAssociations(table.associations().stream().filter(a -> !a.id().equals(associationId)).toList());
  }

  static RouteTable with(RouteTable table, RouteTable.Association association) {
    return table.withAssociations(Stream.concat(table.associations().stream(), Stream.of(association)).toList());
  }
}
