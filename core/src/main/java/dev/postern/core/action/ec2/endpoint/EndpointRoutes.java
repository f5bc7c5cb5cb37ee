package dev.postern.core.action.ec2.endpoint;

import dev.postern.core.action.Caller;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Route;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.stream.Stream;

/**
 * The routes that a gateway endpoint puts into its route tables, one a table, to its service's prefix list.
 * <a href="https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html#gateway-endpoint-routing">AWS</a>
 */
final class EndpointRoutes {
  private EndpointRoutes() {}

  /** The tables, each of this VPC and without a route to the list. */
  static List<RouteTable> free(Snapshot snapshot, Caller caller, String vpcId, List<String> routeTableIds, String prefixListId) {
    List<RouteTable> tables = ofVpc(snapshot, caller, vpcId, routeTableIds);
    for (RouteTable table : tables) {
      if (table.routes().stream().anyMatch(r -> r.destination().equals(new Route.ToPrefixList(prefixListId)))) {
        throw Ec2Error.ROUTE_ALREADY_EXISTS.with(
            "route table " + table.id() + " already has a route with destination-prefix-list-id " + prefixListId);
      }
    }
    return tables;
  }

  static List<RouteTable> ofVpc(Snapshot snapshot, Caller caller, String vpcId, List<String> routeTableIds) {
    List<RouteTable> tables =
        Lookup.requireAll(snapshot, caller, RouteTable.class, Kind.ROUTE_TABLE, routeTableIds.stream().distinct().toList());
    for (RouteTable table : tables) {
      if (!table.vpcId().equals(vpcId)) {
        throw Ec2Error.INVALID_PARAMETER.with("Route table " + table.id() + " does not belong to VPC " + vpcId + ".");
      }
    }
    return tables;
  }

  static Snapshot added(Snapshot snapshot, List<RouteTable> tables, String prefixListId, String endpointId) {
    Route route = new Route(new Route.ToPrefixList(prefixListId), new Route.ViaVpcEndpoint(endpointId));
    Snapshot next = snapshot;
    for (RouteTable table : tables) {
      next = next.with(table.withRoutes(Stream.concat(table.routes().stream(), Stream.of(route)).toList()));
    }
    return next;
  }

  static Snapshot removed(Snapshot snapshot, List<RouteTable> tables, VpcEndpoint endpoint) {
    Route.ViaVpcEndpoint target = new Route.ViaVpcEndpoint(endpoint.id());
    Snapshot next = snapshot;
    for (RouteTable table : tables) {
      next = next.with(table.withRoutes(table.routes().stream().filter(r -> !r.target().equals(target)).toList()));
    }
    return next;
  }
}
