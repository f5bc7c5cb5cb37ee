package dev.postern.core.action.ec2.routetable;

import dev.postern.core.action.Caller;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.Route;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.Vpc;
import dev.postern.core.services.PrefixLists;
import dev.postern.core.state.Snapshot;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteRequest;

/**
 * What {@code CreateRoute} and {@code ReplaceRoute} have in common: where to, and through what. A target that Postern has not built, such as
 * a carrier gateway, is not among these, so it is refused by name.
 */
record RouteRequest(
    @Nullable String destinationCidrBlock,
    @Nullable String destinationPrefixListId,
    @Nullable String gatewayId,
    @Nullable String natGatewayId,
    @Nullable String networkInterfaceId,
    @Nullable String instanceId,
    @Nullable String vpcPeeringConnectionId,
    @Nullable String transitGatewayId) {
  /** AWS keeps these for its services inside a VPC. */
  private static final Cidr LINK_LOCAL_SERVICES = Cidr.parse("169.254.168.0/22");

  static RouteRequest of(CreateRouteRequest r) {
    return new RouteRequest(
        r.destinationCidrBlock(),
        r.destinationPrefixListId(),
        r.gatewayId(),
        r.natGatewayId(),
        r.networkInterfaceId(),
        r.instanceId(),
        r.vpcPeeringConnectionId(),
        r.transitGatewayId());
  }

  static RouteRequest of(ReplaceRouteRequest r) {
    return new RouteRequest(
        r.destinationCidrBlock(),
        r.destinationPrefixListId(),
        r.gatewayId(),
        r.natGatewayId(),
        r.networkInterfaceId(),
        r.instanceId(),
        r.vpcPeeringConnectionId(),
        r.transitGatewayId());
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
    Route route = new Route(destination, target(new RouteTargets(snapshot, caller, table)));
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

  private Route.Target target(RouteTargets targets) {
    long given =
        Stream.of(gatewayId, natGatewayId, networkInterfaceId, instanceId, vpcPeeringConnectionId, transitGatewayId).filter(Objects::nonNull).count();
    if (given != 1) {
      String message =
          "The request must contain exactly one of gatewayId, natGatewayId, networkInterfaceId, vpcPeeringConnectionId, transitGatewayId or instanceId";
      throw given == 0 ? Ec2Error.MISSING_PARAMETER.saying(message) : Ec2Error.INVALID_PARAMETER_COMBINATION.with(message);
    }
    if (gatewayId != null) {
      return targets.gateway(gatewayId);
    }
    if (natGatewayId != null) {
      return targets.natGateway(natGatewayId);
    }
    if (networkInterfaceId != null) {
      return targets.networkInterface(networkInterfaceId);
    }
    if (vpcPeeringConnectionId != null) {
      return targets.peering(vpcPeeringConnectionId);
    }
    return transitGatewayId != null ? targets.transitGateway(transitGatewayId) : targets.instance(Objects.requireNonNull(instanceId));
  }
}
