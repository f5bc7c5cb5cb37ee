package dev.postern.core.insights;

import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.Port;
import dev.postern.core.hybrid.LearntRoutes;
import dev.postern.core.hybrid.TransitRoutes;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.AccessKey;
import dev.postern.core.model.AccountCreation;
import dev.postern.core.model.ClientToken;
import dev.postern.core.model.CustomerGateway;
import dev.postern.core.model.DhcpOptions;
import dev.postern.core.model.DirectConnectConnection;
import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.FlowLog;
import dev.postern.core.model.Function;
import dev.postern.core.model.Handshake;
import dev.postern.core.model.HostedZone;
import dev.postern.core.model.IamPolicy;
import dev.postern.core.model.IamRole;
import dev.postern.core.model.IamUser;
import dev.postern.core.model.Instance;
import dev.postern.core.model.InstanceProfile;
import dev.postern.core.model.InternetGateway;
import dev.postern.core.model.Listener;
import dev.postern.core.model.LoadBalancer;
import dev.postern.core.model.NatGateway;
import dev.postern.core.model.NetworkAcl;
import dev.postern.core.model.NetworkInsightsAnalysis;
import dev.postern.core.model.NetworkInsightsPath;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Organization;
import dev.postern.core.model.OrganizationAccount;
import dev.postern.core.model.OrganizationPolicy;
import dev.postern.core.model.OrganizationalUnit;
import dev.postern.core.model.RegionDefaults;
import dev.postern.core.model.ResolverEndpoint;
import dev.postern.core.model.Resource;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.Site;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.TargetGroup;
import dev.postern.core.model.TransitGateway;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.model.VirtualInterface;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.model.VpcEndpointService;
import dev.postern.core.model.VpcPeeringConnection;
import dev.postern.core.model.VpnConnection;
import dev.postern.core.model.VpnGateway;
import dev.postern.core.model.ZoneChange;
import dev.postern.core.model.ZoneFault;
import dev.postern.core.path.CloudOutside;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Where packets of a path may start. */
final class Sources {
  private final Snapshot snapshot;
  private final CloudOutside outside;
  private final Places places;

  Sources(Snapshot snapshot, CloudOutside outside, Places places) {
    this.snapshot = snapshot;
    this.outside = outside;
    this.places = places;
  }

  /** @throws NoPath when nothing starts there */
  List<Origin> of(Resource resource) {
    return switch (resource) {
      case Instance instance -> places.ports(instance).map(p -> ofPort(instance.vpcId(), p)).toList();
      case NetworkInterface eni -> List.of(ofPort(eni.vpcId(), places.port(eni)));
      case InternetGateway gateway -> List.of(new Origin.AtInternetGateway(places.attached(gateway.id(), gateway.vpcId()), gateway.id()));
      case VpnGateway gateway -> {
        List<Cidr> behind = LearntRoutes.of(snapshot, gateway).stream().map(LearntRoutes.LearntRoute::destination).distinct().toList();
        yield List.of(new Origin.AtUplink(places.attached(gateway.id(), gateway.vpcId()), gateway.id(), behind));
      }
      case VpcPeeringConnection peering -> {
        places.requireActive(peering);
        yield Stream.of(side(peering, peering.requester(), peering.accepter()), side(peering, peering.accepter(), peering.requester()))
            .flatMap(Optional::stream)
            .toList();
      }
      case TransitGateway gateway -> {
        List<TransitGatewayRouteTable> tables = snapshot.inNetwork(TransitGatewayRouteTable.class, gateway.id());
        yield List.of(
            new Origin.AtTransitGateway(
                gateway.id(), tables.stream().map(TransitGatewayRouteTable::id).toList(), Set.of(gateway.id()), places.routed(gateway.id())));
      }
      case TransitGatewayAttachment attachment ->
          List.of(
              new Origin.AtTransitGateway(
                  attachment.id(),
                  TransitRoutes.tableOf(snapshot, attachment).map(TransitGatewayRouteTable::id).stream().toList(),
                  places.ends(attachment),
                  TransitRoutes.blocks(snapshot, attachment)));
      // An endpoint answers and starts nothing.
      case Vpc _, Subnet _, RouteTable _, NatGateway _, ElasticIp _, SecurityGroup _, NetworkAcl _, DhcpOptions _, VpcEndpoint _,
          FlowLog _, VpcEndpointService _, LoadBalancer _, TargetGroup _, Listener _, NetworkInsightsPath _, NetworkInsightsAnalysis _, CustomerGateway _, VpnConnection _, DirectConnectConnection _,
          VirtualInterface _, TransitGatewayRouteTable _, Site _, HostedZone _, ZoneChange _, ResolverEndpoint _, ZoneFault _,
          RegionDefaults _, Function _, IamUser _, IamRole _, IamPolicy _, InstanceProfile _, AccessKey _, Organization _,
          OrganizationalUnit _, OrganizationAccount _, OrganizationPolicy _, Handshake _, AccountCreation _, ClientToken _ ->
          throw places.unsupported(resource.id());
    };
  }

  private Origin ofPort(String vpcId, Port port) {
    if (port.served() || port.host() == Port.HostKind.TRANSIT_GATEWAY) {
      throw places.unsupported(port.networkInterfaceId());
    }
    return new Origin.AtPort(outside.fabric(vpcId).orElseThrow(), port);
  }

  private Optional<Origin> side(VpcPeeringConnection peering, VpcPeeringConnection.Side into, VpcPeeringConnection.Side from) {
    Optional<Fabric> fabric = outside.fabric(into.vpcId());
    return fabric.map(f -> new Origin.AtUplink(f, peering.id(), from.cidrs()));
  }
}
