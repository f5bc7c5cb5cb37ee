package dev.postern.core.action.ec2.routetable;

import dev.postern.core.action.Caller;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.Instance;
import dev.postern.core.model.InternetGateway;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NatGateway;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Route;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.Vpc;
import dev.postern.core.services.PrefixLists;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteRequest;

/**
 * What {@code CreateRoute} and {@code ReplaceRoute} have in common: where to, and through what. A target that Postern has not built, such as
 * a transit gateway, is not among these, so it is refused by name.
 */
record RouteRequest(
    @Nullable String destinationCidrBlock,
    @Nullable String destinationPrefixListId,
    @Nullable String gatewayId,
    @Nullable String natGatewayId,
    @Nullable String networkInterfaceId,
    @Nullable String instanceId) {
  /** AWS keeps these for its services inside a VPC. */
  private static final Cidr LINK_LOCAL_SERVICES = Cidr.parse("169.254.168.0/22");

  static RouteRequest of(CreateRouteRequest r) {
    return new RouteRequest(
        r.destinationCidrBlock(), r.destinationPrefixListId(), r.gatewayId(), r.natGatewayId(), r.networkInterfaceId(), r.instanceId());
  }

  static RouteRequest of(ReplaceRouteRequest r) {
    return new RouteRequest(
        r.destinationCidrBlock(), r.destinationPrefixListId(), r.gatewayId(), r.natGatewayId(), r.networkInterfaceId(), r.instanceId());
  }

  static Route.Destination destination(Caller caller, @Nullable String cidrBlock, @Nullable String prefixListId) {
    if (cidrBlock != null && prefixListId != null) {
      throw Ec2Error.INVALID_PARAMETER_COMBINATION.with(
          "The parameters destinationCidrBlock and destinationPrefixListId cannot be used together");
    }
    if (cidrBlock != null) {
      return new Route.ToCidr(Lookup.cidr(cidrBlock, "destinationCidrBlock"));
    }
    if (prefixListId == null) {
      throw Ec2Error.MISSING_PARAMETER.with("destinationCidrBlock");
    }
    return PrefixLists.find(caller.region(), prefixListId)
        .map(l -> new Route.ToPrefixList(l.id()))
        .orElseThrow(() -> Ec2Error.PREFIX_LIST_NOT_FOUND.with(prefixListId));
  }

  /** The route, when AWS would let the table have it. */
  Route route(Snapshot snapshot, Caller caller, RouteTable table) {
    Route.Destination destination = destination(caller, destinationCidrBlock, destinationPrefixListId);
    Route route = new Route(destination, target(snapshot, caller, table));
    if (destination instanceof Route.ToCidr(Cidr cidr)) {
      requireOutsideLocal(snapshot, table, cidr);
    }
    return route;
  }

  /** {@code local} cannot be escaped: not even by the routes to an interface that AWS allows for a whole subnet. */
  private static void requireOutsideLocal(Snapshot snapshot, RouteTable table, Cidr cidr) {
    if (LINK_LOCAL_SERVICES.contains(cidr)) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("The destination CIDR block " + cidr + " is reserved by AWS.");
    }
    for (Vpc vpc : snapshot.inNetwork(Vpc.class, table.vpcId())) {
      for (Vpc.CidrAssociation block : vpc.cidrs()) {
        if (block.cidr().equals(cidr)) {
          throw Ec2Error.ROUTE_ALREADY_EXISTS.with("The route identified by " + cidr + " already exists.");
        }
        if (block.cidr().contains(cidr)) {
          throw Ec2Error.INVALID_PARAMETER_VALUE.with(
              "The destination CIDR block " + cidr + " is equal to or more specific than one of this VPC's CIDR blocks.");
        }
      }
    }
  }

  private Route.Target target(Snapshot snapshot, Caller caller, RouteTable table) {
    long given = Stream.of(gatewayId, natGatewayId, networkInterfaceId, instanceId).filter(Objects::nonNull).count();
    if (given != 1) {
      String message = "The request must contain exactly one of gatewayId, natGatewayId, networkInterfaceId or instanceId";
      throw given == 0 ? Ec2Error.MISSING_PARAMETER.saying(message) : Ec2Error.INVALID_PARAMETER_COMBINATION.with(message);
    }
    if (gatewayId != null) {
      return internetGateway(snapshot, caller, table, gatewayId);
    }
    if (natGatewayId != null) {
      NatGateway nat =
          snapshot.find(NatGateway.class, Lookup.key(caller, Kind.NAT_GATEWAY, natGatewayId))
              .orElseThrow(() -> Ec2Error.ROUTE_NAT_GATEWAY_NOT_FOUND.with(natGatewayId));
      requireSameVpc(table, nat.vpcId(), "NAT gateway", nat.id());
      return new Route.ViaNatGateway(nat.id());
    }
    if (networkInterfaceId != null) {
      NetworkInterface eni = Lookup.require(snapshot, caller, NetworkInterface.class, Kind.NETWORK_INTERFACE, networkInterfaceId);
      requireSameVpc(table, eni.vpcId(), "interface", eni.id());
      return new Route.ViaNetworkInterface(eni.id(), Optional.empty());
    }
    return instance(snapshot, table, Lookup.require(snapshot, caller, Instance.class, Kind.INSTANCE, instanceId));
  }

  private static Route.Target internetGateway(Snapshot snapshot, Caller caller, RouteTable table, String id) {
    if (id.startsWith("vpce-")) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("Routes to gateway VPC endpoint " + id + " are made by associating it with a route table");
    }
    if (id.startsWith("vgw-")) {
      throw Ec2Error.VPN_GATEWAY_NOT_FOUND.with(id);
    }
    if (id.equals("local")) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("The gateway ID 'local' cannot be used as a target");
    }
    InternetGateway gateway =
        snapshot.find(InternetGateway.class, Lookup.key(caller, Kind.INTERNET_GATEWAY, id)).orElseThrow(() -> Ec2Error.GATEWAY_NOT_FOUND.with(id));
    if (gateway.vpcId().isEmpty()) {
      throw Ec2Error.GATEWAY_NOT_ATTACHED.with("resource " + id + " is not attached to network " + table.vpcId());
    }
    requireSameVpc(table, gateway.vpcId().get(), "network gateway", id);
    return new Route.ViaInternetGateway(id);
  }

  private static Route.Target instance(Snapshot snapshot, RouteTable table, Instance instance) {
    requireSameVpc(table, instance.vpcId(), "instance", instance.id());
    List<NetworkInterface> attached =
        snapshot.inNetwork(NetworkInterface.class, instance.vpcId()).stream()
            .filter(e -> e.attachment().filter(a -> a.hostId().equals(instance.id())).isPresent())
            .toList();
    if (attached.size() > 1) {
      throw Ec2Error.INVALID_INSTANCE_ID.with(
          "There are multiple interfaces attached to instance '" + instance.id() + "'. Please specify an interface ID for the operation instead.");
    }
    if (attached.isEmpty()) {
      throw Ec2Error.INCORRECT_STATE.with("The instance '" + instance.id() + "' has no network interface");
    }
    return new Route.ViaNetworkInterface(attached.getFirst().id(), Optional.of(instance.id()));
  }

  private static void requireSameVpc(RouteTable table, String vpcId, String noun, String id) {
    if (!vpcId.equals(table.vpcId())) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("route table " + table.id() + " and " + noun + " " + id + " belong to different networks");
    }
  }
}
