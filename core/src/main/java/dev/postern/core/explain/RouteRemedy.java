package dev.postern.core.explain;

import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.ForwardingEntry;
import dev.postern.core.fabric.Port;
import dev.postern.core.fabric.SubnetTable;
import dev.postern.core.fabric.Uplink;
import dev.postern.core.ip.Cidr;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NatGateway;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.Route;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.path.CloudOutside;
import dev.postern.core.path.End;
import dev.postern.core.path.ExplanationCode;
import dev.postern.core.path.Path;
import dev.postern.core.services.PrefixList;
import dev.postern.core.state.Snapshot;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.AssociateAddressRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.DeleteRouteRequest;
import software.amazon.awssdk.services.ec2.model.Ec2Request;
import software.amazon.awssdk.services.ec2.model.ModifyVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteRequest;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;

/** A way where a route table has none, or a wrong one: the gateway endpoint, the other network, or the internet. */
final class RouteRemedy {
  private final Snapshot snapshot;
  private final CloudOutside outside;

  RouteRemedy(Snapshot snapshot, CloudOutside outside) {
    this.snapshot = snapshot;
    this.outside = outside;
  }

  /** What a route leads to and through what. */
  private record Way(Cidr destination, Route.Target target) {}

  Optional<? extends Ec2Request> of(End.Stopped stopped, Path.Hop hop) {
    // An internet gateway is asked for an interface, a route for a subnet.
    Optional<NetworkInterface> eni = snapshot.located(NetworkInterface.class, hop.at());
    String subnetId = eni.map(NetworkInterface::subnetId).orElse(hop.at());
    Optional<Fabric> fabric = Remedy.fabricOf(snapshot, outside, subnetId);
    Optional<SubnetTable> subnet = fabric.flatMap(f -> Optional.ofNullable(f.subnets().get(subnetId)));
    if (subnet.isEmpty()) {
      return Optional.empty();
    }
    long destination = hop.packet().destination();
    Optional<Cidr> winner = fabric.get().route(subnet.get(), destination).map(ForwardingEntry::destination).filter(c -> isStatic(subnet.get().routeTableId(), c));
    if (!stopped.onReturn()) {
      Optional<PrefixList> list = Remedy.list(fabric.get().region(), destination);
      boolean endpoint = list.isPresent() && covered(subnet.get(), list.get());
      boolean beaten = list.isPresent() && winner.isPresent() && beats(winner.get(), list.get(), destination);
      if (beaten && (endpoint || stopped.code() == ExplanationCode.BAD_STATE_ROUTE)) {
        return winner.map(c -> DeleteRouteRequest.builder().routeTableId(subnet.get().routeTableId()).destinationCidrBlock(c.toString()).build());
      }
      if (list.isPresent() && !endpoint && !beaten) {
        return Optional.of(endpoint(fabric.get(), subnet.get().routeTableId(), list.get()));
      }
    }
    if (stopped.code() == ExplanationCode.IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS && eni.isPresent()) {
      Optional<? extends Ec2Request> address = address(eni.get(), hop.packet().source());
      if (address.isPresent()) {
        return address;
      }
    }
    boolean toInternet = stopped.onReturn() && outside.holderOf(destination).isPresent();
    Optional<Way> way =
        toInternet
            // An answer to the internet goes by the gateway that the request came by, or is lost.
            ? fabric.get().internetGateway().map(id -> new Way(Cidr.ANY, new Route.ViaInternetGateway(id)))
            : way(fabric.get(), subnet.get(), destination, hop.packet().source());
    return way
        .map(w -> winner.filter(c -> c.length() > w.destination().length()).map(c -> new Way(c, w.target())).orElse(w))
        .map(w -> request(subnet.get().routeTableId(), w));
  }

  /** Whether somebody wrote this route into the table, rather than a gateway that propagates or an endpoint. */
  private boolean isStatic(String tableId, Cidr destination) {
    return snapshot.located(RouteTable.class, tableId).stream()
        .flatMap(t -> t.routes().stream())
        .anyMatch(r -> r.destination().equals(new Route.ToCidr(destination)));
  }

  /** Whether an endpoint's routes would not be taken: a static route that is as long or longer wins. */
  private static boolean beats(Cidr winner, PrefixList list, long destination) {
    return list.cidrs().stream().anyMatch(c -> c.contains(destination) && winner.length() >= c.length());
  }

  private boolean covered(SubnetTable subnet, PrefixList list) {
    return snapshot.located(RouteTable.class, subnet.routeTableId()).stream()
        .flatMap(t -> t.routes().stream())
        .anyMatch(r -> r.destination().equals(new Route.ToPrefixList(list.id())));
  }

  /** The VPC's gateway endpoint, or a new one, on the table. */
  private Ec2Request endpoint(Fabric fabric, String table, PrefixList list) {
    Optional<VpcEndpoint> there =
        snapshot.inNetwork(VpcEndpoint.class, fabric.vpcId()).stream()
            .filter(e -> e.type() == VpcEndpoint.Type.GATEWAY && e.serviceName().equals(list.name()))
            .findFirst();
    return there
        .<Ec2Request>map(e -> ModifyVpcEndpointRequest.builder().vpcEndpointId(e.id()).addRouteTableIds(table).build())
        .orElseGet(
            () ->
                CreateVpcEndpointRequest.builder()
                    .vpcId(fabric.vpcId()).vpcEndpointType(VpcEndpointType.GATEWAY).serviceName(list.name()).routeTableIds(table).build());
  }

  private Optional<AssociateAddressRequest> address(NetworkInterface eni, long source) {
    if (!eni.interfaceType().equals("interface") || source != Ip.parse(eni.primaryIp())) {
      return Optional.empty();
    }
    return snapshot.all(ElasticIp.class, Kind.ELASTIC_IP, eni.key().account(), eni.key().region()).stream()
        .filter(a -> a.association().isEmpty())
        .findFirst()
        .map(a -> AssociateAddressRequest.builder().networkInterfaceId(eni.id()).allocationId(a.id()).build());
  }

  private Optional<Way> way(Fabric fabric, SubnetTable subnet, long destination, long source) {
    for (Uplink uplink : fabric.uplinks().values()) {
      Optional<Cidr> block = Remedy.carried(outside, uplink.table(), destination);
      if (block.isPresent() && fabric.isLocal(source)) {
        return Optional.of(
            new Way(block.get(), uplink.id().startsWith("pcx-") ? new Route.ViaVpcPeeringConnection(uplink.id()) : new Route.ViaVpnGateway(uplink.id())));
      }
    }
    for (TransitGatewayAttachment attachment : snapshot.inNetwork(TransitGatewayAttachment.class, fabric.vpcId())) {
      Optional<String> inZone =
          attachment.networkInterfaceIds().stream()
              .filter(eni -> fabric.transit().containsKey(eni) && zone(fabric, eni).equals(subnet.zone()))
              .findFirst();
      Optional<Cidr> block = inZone.flatMap(eni -> Remedy.carried(outside, fabric.transit().get(eni), destination));
      if (block.isPresent()) {
        return Optional.of(new Way(block.get(), new Route.ViaTransitGateway(attachment.transitGatewayId())));
      }
    }
    boolean onInternet = outside.isService(destination) || outside.holderOf(destination).isPresent();
    return onInternet ? toInternet(fabric, subnet, source).map(t -> new Way(Cidr.ANY, t)) : Optional.empty();
  }

  private static String zone(Fabric fabric, String eni) {
    return fabric.subnetOf(fabric.ports().get(eni)).zone();
  }

  private Optional<Route.Target> toInternet(Fabric fabric, SubnetTable subnet, long source) {
    if (fabric.internetGateway().isPresent() && fabric.publicAddresses().containsKey(source)) {
      return fabric.internetGateway().map(Route.ViaInternetGateway::new);
    }
    return snapshot.inNetwork(NatGateway.class, fabric.vpcId()).stream()
        .filter(n -> n.isPublic() && !n.subnetId().equals(subnet.subnetId()) && !shares(fabric, n, subnet))
        .filter(n -> Optional.ofNullable(fabric.ports().get(n.networkInterfaceId())).map(Port::primary).filter(fabric.publicAddresses()::containsKey).isPresent())
        .findFirst()
        .map(n -> new Route.ViaNatGateway(n.id()));
  }

  /** A NAT gateway whose own subnet uses the same table would send its packets to itself. */
  private static boolean shares(Fabric fabric, NatGateway gateway, SubnetTable subnet) {
    return fabric.subnets().get(gateway.subnetId()).routeTableId().equals(subnet.routeTableId());
  }

  private Ec2Request request(String tableId, Way way) {
    boolean there = isStatic(tableId, way.destination());
    String block = way.destination().toString();
    if (there) {
      ReplaceRouteRequest.Builder request = ReplaceRouteRequest.builder().routeTableId(tableId).destinationCidrBlock(block);
      return switch (way.target()) {
        case Route.ViaInternetGateway(String id) -> request.gatewayId(id).build();
        case Route.ViaVpnGateway(String id) -> request.gatewayId(id).build();
        case Route.ViaNatGateway(String id) -> request.natGatewayId(id).build();
        case Route.ViaVpcPeeringConnection(String id) -> request.vpcPeeringConnectionId(id).build();
        case Route.ViaTransitGateway(String id) -> request.transitGatewayId(id).build();
        case Route.ViaNetworkInterface(String id, _) -> request.networkInterfaceId(id).build();
        case Route.ViaVpcEndpoint(String id) -> request.vpcEndpointId(id).build();
      };
    }
    CreateRouteRequest.Builder request = CreateRouteRequest.builder().routeTableId(tableId).destinationCidrBlock(block);
    return switch (way.target()) {
      case Route.ViaInternetGateway(String id) -> request.gatewayId(id).build();
      case Route.ViaVpnGateway(String id) -> request.gatewayId(id).build();
      case Route.ViaNatGateway(String id) -> request.natGatewayId(id).build();
      case Route.ViaVpcPeeringConnection(String id) -> request.vpcPeeringConnectionId(id).build();
      case Route.ViaTransitGateway(String id) -> request.transitGatewayId(id).build();
      case Route.ViaNetworkInterface(String id, _) -> request.networkInterfaceId(id).build();
      case Route.ViaVpcEndpoint(String id) -> request.vpcEndpointId(id).build();
    };
  }
}
