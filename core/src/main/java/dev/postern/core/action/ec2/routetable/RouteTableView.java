package dev.postern.core.action.ec2.routetable;

import dev.postern.core.action.ec2.Tags;
import dev.postern.core.hybrid.LearntRoutes;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.Instance;
import dev.postern.core.model.InternetGateway;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NatGateway;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Resource;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.Route;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.model.VpcPeeringConnection;
import dev.postern.core.model.VpnGateway;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.PropagatingVgw;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;

/** A route table as responses show it: with the local routes that its VPC implies, and a state for each route. */
public final class RouteTableView {
  private final Snapshot snapshot;
  private final RouteTable table;

  RouteTableView(Snapshot snapshot, RouteTable table) {
    this.snapshot = snapshot;
    this.table = table;
  }

  public static software.amazon.awssdk.services.ec2.model.RouteTable of(Snapshot snapshot, RouteTable table) {
    return software.amazon.awssdk.services.ec2.model.RouteTable.builder()
        .routeTableId(table.id())
        .vpcId(table.vpcId())
        .ownerId(table.key().account())
        .routes(new RouteTableView(snapshot, table).routes())
        .associations(table.associations().stream().map(a -> association(table, a)).toList())
        .propagatingVgws(table.propagatingVgws().stream().map(id -> PropagatingVgw.builder().gatewayId(id).build()).toList())
        .tags(Tags.shown(snapshot, table.key()))
        .build();
  }

  /** The local routes first, then the table's own in the order they were made, then the propagated ones. */
  List<software.amazon.awssdk.services.ec2.model.Route> routes() {
    Stream<Vpc.CidrAssociation> blocks = snapshot.inNetwork(Vpc.class, table.vpcId()).stream().flatMap(v -> v.cidrs().stream());
    return Stream.of(
            blocks.map(b -> local(b.cidr())),
            table.routes().stream().map(r -> route(r, "CreateRoute")),
            LearntRoutes.propagated(snapshot, table).stream().map(r -> route(r, "EnableVgwRoutePropagation")))
        .flatMap(s -> s)
        .toList();
  }

  private static software.amazon.awssdk.services.ec2.model.Route local(Cidr cidr) {
    return software.amazon.awssdk.services.ec2.model.Route.builder()
        .destinationCidrBlock(cidr.toString())
        .gatewayId("local")
        .origin("CreateRouteTable")
        .state("active")
        .build();
  }

  private software.amazon.awssdk.services.ec2.model.Route route(Route route, String origin) {
    var shown = software.amazon.awssdk.services.ec2.model.Route.builder().origin(origin).state(hasTarget(route.target()) ? "active" : "blackhole");
    switch (route.destination()) {
      case Route.ToCidr(Cidr cidr) -> shown.destinationCidrBlock(cidr.toString());
      case Route.ToPrefixList(String id) -> shown.destinationPrefixListId(id);
    }
    switch (route.target()) {
      case Route.ViaInternetGateway(String id) -> shown.gatewayId(id);
      case Route.ViaNatGateway(String id) -> shown.natGatewayId(id);
      case Route.ViaVpcEndpoint(String id) -> shown.gatewayId(id);
      case Route.ViaVpnGateway(String id) -> shown.gatewayId(id);
      case Route.ViaVpcPeeringConnection(String id) -> shown.vpcPeeringConnectionId(id);
      case Route.ViaTransitGateway(String id) -> shown.transitGatewayId(id);
      case Route.ViaNetworkInterface(String id, _) -> {
        shown.networkInterfaceId(id);
        instanceOf(id).ifPresent(i -> shown.instanceId(i.id()).instanceOwnerId(i.key().account()));
      }
    }
    return shown.build();
  }

  /** Whether the target is there and could take a packet; a route without is a blackhole. */
  private boolean hasTarget(Route.Target target) {
    return switch (target) {
      case Route.ViaInternetGateway(String id) -> holds(InternetGateway.class, id);
      case Route.ViaNatGateway(String id) -> holds(NatGateway.class, id);
      case Route.ViaVpcEndpoint(String id) -> holds(VpcEndpoint.class, id);
      case Route.ViaVpnGateway(String id) -> holds(VpnGateway.class, id);
      case Route.ViaVpcPeeringConnection(String id) ->
          snapshot.located(VpcPeeringConnection.class, id).filter(p -> p.state() == VpcPeeringConnection.State.ACTIVE).isPresent();
      case Route.ViaTransitGateway(String id) ->
          snapshot.inNetwork(TransitGatewayAttachment.class, table.vpcId()).stream().anyMatch(a -> a.transitGatewayId().equals(id));
      case Route.ViaNetworkInterface(String id, _) -> {
        Optional<NetworkInterface> eni = networkInterface(id);
        boolean ofInstance = eni.filter(e -> e.interfaceType().equals("interface")).isPresent();
        yield ofInstance
            ? instanceOf(id).filter(i -> i.state() == Instance.State.RUNNING).isPresent()
            : eni.flatMap(NetworkInterface::attachment).isPresent();
      }
    };
  }

  private <T extends Resource> boolean holds(Class<T> type, String id) {
    return snapshot.inNetwork(type, table.vpcId()).stream().anyMatch(r -> r.id().equals(id));
  }

  private Optional<NetworkInterface> networkInterface(String id) {
    return snapshot.find(NetworkInterface.class, key(Kind.NETWORK_INTERFACE, id));
  }

  private Optional<Instance> instanceOf(String networkInterfaceId) {
    return networkInterface(networkInterfaceId)
        .flatMap(NetworkInterface::attachment)
        .flatMap(a -> snapshot.find(Instance.class, key(Kind.INSTANCE, a.hostId())));
  }

  private ResourceKey key(Kind kind, String id) {
    return new ResourceKey(table.key().account(), table.key().region(), kind, id);
  }

  private static RouteTableAssociation association(RouteTable table, RouteTable.Association association) {
    return RouteTableAssociation.builder()
        .routeTableAssociationId(association.id())
        .routeTableId(table.id())
        .subnetId(association.subnetId().orElse(null))
        .main(association.subnetId().isEmpty())
        .associationState(s -> s.state("associated"))
        .build();
  }
}
