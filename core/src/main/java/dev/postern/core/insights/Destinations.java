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
import dev.postern.core.services.PrefixList;
import dev.postern.core.services.PrefixLists;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where packets of a path may arrive. */
final class Destinations {
  private final Snapshot snapshot;
  private final CloudOutside outside;
  private final Places places;

  Destinations(Snapshot snapshot, CloudOutside outside, Places places) {
    this.snapshot = snapshot;
    this.outside = outside;
    this.places = places;
  }

  /** @throws NoPath when nothing arrives there */
  Goal of(Resource resource) {
    return switch (resource) {
      case Instance instance -> interfaces(instance.id(), instance.vpcId(), places.ports(instance).toList());
      case NetworkInterface eni -> interfaces(eni.id(), eni.vpcId(), List.of(places.port(eni)));
      case InternetGateway gateway -> gateway(gateway.id(), Optional.of(places.attached(gateway.id(), gateway.vpcId()).vpcId()), Origin.INTERNET);
      case VpnGateway gateway ->
          gateway(
              gateway.id(), Optional.of(places.attached(gateway.id(), gateway.vpcId()).vpcId()),
              LearntRoutes.of(snapshot, gateway).stream().map(LearntRoutes.LearntRoute::destination).distinct().toList());
      case VpcPeeringConnection peering -> {
        places.requireActive(peering);
        yield gateway(
            peering.id(), Optional.empty(), Stream.of(peering.accepter(), peering.requester()).flatMap(s -> s.cidrs().stream()).distinct().toList());
      }
      case TransitGateway gateway -> gateway(gateway.id(), Optional.empty(), places.routed(gateway.id()));
      case TransitGatewayAttachment attachment ->
          new Goal(
              attachment.id(), attachment.vpcId(), TransitRoutes.blocks(snapshot, attachment), new Goal.Gateways(places.ends(attachment)));
      case VpcEndpoint endpoint -> endpoint(endpoint);
      case Vpc _, Subnet _, RouteTable _, NatGateway _, ElasticIp _, SecurityGroup _, NetworkAcl _, DhcpOptions _, FlowLog _, NetworkInsightsPath _,
          VpcEndpointService _, LoadBalancer _, TargetGroup _, Listener _,
          NetworkInsightsAnalysis _, CustomerGateway _, VpnConnection _, DirectConnectConnection _, VirtualInterface _,
          TransitGatewayRouteTable _, Site _, HostedZone _, ZoneChange _, ResolverEndpoint _, ZoneFault _, RegionDefaults _, Function _,
          IamUser _, IamRole _, IamPolicy _, InstanceProfile _, AccessKey _, Organization _, OrganizationalUnit _, OrganizationAccount _,
          OrganizationPolicy _, Handshake _, AccountCreation _, ClientToken _ ->
          throw places.unsupported(resource.id());
    };
  }

  /** By the private addresses, and from outside by the public ones. */
  private Goal interfaces(String id, String vpcId, List<Port> ports) {
    Fabric fabric = outside.fabric(vpcId).orElseThrow();
    Stream<Long> own = ports.stream().flatMap(p -> p.ips().stream());
    Stream<Long> known = ports.stream().flatMap(p -> p.ips().stream()).flatMap(ip -> Optional.ofNullable(fabric.publicAddresses().get(ip)).stream());
    return new Goal(
        id, Optional.of(vpcId), Stream.concat(own, known).map(Cidr::host).toList(),
        new Goal.Interfaces(ports.stream().map(Port::networkInterfaceId).collect(Collectors.toSet())));
  }

  private Goal endpoint(VpcEndpoint endpoint) {
    List<Cidr> addresses =
        switch (endpoint.type()) {
          case GATEWAY -> PrefixLists.ofService(endpoint.key().region(), endpoint.serviceName()).map(PrefixList::cidrs).orElse(List.of());
          case INTERFACE ->
              outside.fabric(endpoint.vpcId()).stream()
                  .flatMap(f -> endpoint.networkInterfaceIds().stream().flatMap(eni -> Optional.ofNullable(f.ports().get(eni)).stream()))
                  .map(p -> Cidr.host(p.primary()))
                  .toList();
        };
    if (addresses.isEmpty()) {
      throw places.because(AnalysisCode.UNASSOCIATED_COMPONENT, endpoint.id());
    }
    return new Goal(endpoint.id(), Optional.of(endpoint.vpcId()), addresses, new Goal.Endpoint(endpoint.id()));
  }

  private static Goal gateway(String id, Optional<String> vpcId, List<Cidr> addresses) {
    return new Goal(id, vpcId, addresses, new Goal.Gateways(Set.of(id)));
  }
}
