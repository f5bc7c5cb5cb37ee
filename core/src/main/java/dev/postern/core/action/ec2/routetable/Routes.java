package dev.postern.core.action.ec2.routetable;

import dev.postern.core.error.Ec2Error;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.Route;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.Vpc;
import dev.postern.core.state.Snapshot;
import java.util.Optional;

/** Finds the routes that a client may change. */
final class Routes {
  private Routes() {}

  static String text(Route.Destination destination) {
    return switch (destination) {
      case Route.ToCidr(Cidr cidr) -> cidr.toString();
      case Route.ToPrefixList(String id) -> id;
    };
  }

  static Optional<Route> to(RouteTable table, Route.Destination destination) {
    return table.routes().stream().filter(r -> r.destination().equals(destination)).findFirst();
  }

  static void requireNotOfEndpoint(RouteTable table, Route route) {
    if (route.target() instanceof Route.ViaVpcEndpoint(String id)) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with(
          "cannot change VPC endpoint route " + text(route.destination()) + " of " + id + " in route table " + table.id());
    }
  }

  static boolean isLocal(Snapshot snapshot, RouteTable table, Route.Destination destination) {
    return destination instanceof Route.ToCidr(Cidr cidr)
        && snapshot.inNetwork(Vpc.class, table.vpcId()).stream().anyMatch(v -> v.cidrs().stream().anyMatch(c -> c.cidr().equals(cidr)));
  }
}
