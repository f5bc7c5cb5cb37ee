package dev.postern.core.action.ec2.routetable;

import dev.postern.core.action.Caller;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.error.IdError;
import dev.postern.core.model.Instance;
import dev.postern.core.model.InternetGateway;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NatGateway;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Route;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.VpcPeeringConnection;
import dev.postern.core.model.VpnGateway;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;

/** Finds what a route of one table may lead to, and words the refusal of everything else. */
record RouteTargets(Snapshot snapshot, Caller caller, RouteTable table) {

  /** An internet gateway or a virtual private gateway. */
  Route.Target gateway(String id) {
    if (id.startsWith("vpce-")) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("Routes to gateway VPC endpoint " + id + " are made by associating it with a route table");
    }
    if (id.equals("local")) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("The gateway ID 'local' cannot be used as a target");
    }
    if (id.startsWith("vgw-")) {
      VpnGateway gateway = Lookup.require(snapshot, caller, VpnGateway.class, Kind.VPN_GATEWAY, id);
      requireAttachedHere(gateway.vpcId(), id);
      return new Route.ViaVpnGateway(id);
    }
    InternetGateway gateway =
        snapshot.find(InternetGateway.class, Lookup.key(caller, Kind.INTERNET_GATEWAY, id)).orElseThrow(() -> Ec2Error.GATEWAY_NOT_FOUND.with(id));
    requireAttachedHere(gateway.vpcId(), id);
    return new Route.ViaInternetGateway(id);
  }

  Route.Target natGateway(String id) {
    NatGateway nat =
        snapshot.find(NatGateway.class, Lookup.key(caller, Kind.NAT_GATEWAY, id)).orElseThrow(() -> Ec2Error.ROUTE_NAT_GATEWAY_NOT_FOUND.with(id));
    requireHere(nat.vpcId(), "NAT gateway", id);
    return new Route.ViaNatGateway(id);
  }

  Route.Target networkInterface(String id) {
    NetworkInterface eni = Lookup.require(snapshot, caller, NetworkInterface.class, Kind.NETWORK_INTERFACE, id);
    requireHere(eni.vpcId(), "interface", id);
    return new Route.ViaNetworkInterface(id, Optional.empty());
  }

  Route.Target instance(String id) {
    Instance instance = Lookup.require(snapshot, caller, Instance.class, Kind.INSTANCE, id);
    requireHere(instance.vpcId(), "instance", id);
    List<NetworkInterface> attached =
        snapshot.inNetwork(NetworkInterface.class, instance.vpcId()).stream()
            .filter(e -> e.attachment().filter(a -> a.hostId().equals(id)).isPresent())
            .toList();
    if (attached.size() > 1) {
      throw Ec2Error.INVALID_INSTANCE_ID.with(
          "There are multiple interfaces attached to instance '" + id + "'. Please specify an interface ID for the operation instead.");
    }
    if (attached.isEmpty()) {
      throw Ec2Error.INCORRECT_STATE.with("The instance '" + id + "' has no network interface");
    }
    return new Route.ViaNetworkInterface(attached.getFirst().id(), Optional.of(id));
  }

  /**
   * A peering connection of the table's VPC; one that is not accepted yet may be a target, and the route is a blackhole until then.
   * <a href="https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html">AWS</a>
   */
  Route.Target peering(String id) {
    Lookup.wellFormed(Kind.VPC_PEERING_CONNECTION, id);
    boolean joins = snapshot.inNetwork(VpcPeeringConnection.class, table.vpcId()).stream().anyMatch(p -> p.id().equals(id));
    if (!joins) {
      throw IdError.VPC_PEERING_CONNECTION.notFound(id);
    }
    return new Route.ViaVpcPeeringConnection(id);
  }

  /** A transit gateway that the table's VPC is attached to; another one is said not to exist. */
  Route.Target transitGateway(String id) {
    Lookup.wellFormed(Kind.TRANSIT_GATEWAY, id);
    if (snapshot.inNetwork(TransitGatewayAttachment.class, table.vpcId()).stream().noneMatch(a -> a.transitGatewayId().equals(id))) {
      throw Ec2Error.ROUTE_TRANSIT_GATEWAY_NOT_FOUND.with(id);
    }
    return new Route.ViaTransitGateway(id);
  }

  private void requireAttachedHere(Optional<String> vpcId, String id) {
    if (vpcId.isEmpty()) {
      throw Ec2Error.GATEWAY_NOT_ATTACHED.with("resource " + id + " is not attached to network " + table.vpcId());
    }
    requireHere(vpcId.get(), "network gateway", id);
  }

  private void requireHere(String vpcId, String noun, String id) {
    if (!vpcId.equals(table.vpcId())) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("route table " + table.id() + " and " + noun + " " + id + " belong to different networks");
    }
  }
}
