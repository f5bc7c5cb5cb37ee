package dev.postern.e2e.agreement;

import dev.postern.core.ip.Cidr;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.CustomerGateway;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Route;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.Site;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.TransitGateway;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.model.VirtualInterface;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcPeeringConnection;
import dev.postern.core.model.VpnConnection;
import dev.postern.core.model.VpnGateway;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Joins the VPCs of a random cloud by peering, VPN, Direct Connect and transit gateways, with and without the routes that they need. */
final class RandomJoins {
  private static final String SITE_BLOCK = "192.168.0.0/16";
  private static final Cidr EVERYBODY = Cidr.parse("10.0.0.0/8");
  private final Draft draft;
  private final List<Vpc> vpcs;

  RandomJoins(Draft draft) {
    this.draft = draft;
    this.vpcs = draft.snapshot.all(Vpc.class, Kind.VPC, RandomNetwork.ACCOUNT, RandomNetwork.REGION);
  }

  void add() {
    for (int i = 0; i < vpcs.size(); i++) {
      for (int j = i + 1; j < vpcs.size(); j++) {
        if (!vpcs.get(i).primary().equals(vpcs.get(j).primary()) && !draft.once(3)) {
          peering(vpcs.get(i), vpcs.get(j));
        }
      }
    }
    if (draft.once(2)) {
      site();
    }
    if (!draft.once(3)) {
      transitGateway();
    }
  }

  private void peering(Vpc requester, Vpc accepter) {
    String id = draft.id("pcx");
    VpcPeeringConnection.State state = draft.once(6) ? VpcPeeringConnection.State.PENDING_ACCEPTANCE : VpcPeeringConnection.State.ACTIVE;
    draft.put(
        new VpcPeeringConnection(
            Draft.key(Kind.VPC_PEERING_CONNECTION, id), side(requester), side(accepter), state, "", Instant.EPOCH, Instant.EPOCH));
    routes(requester, accepter.primary(), new Route.ViaVpcPeeringConnection(id));
    routes(accepter, draft.once(4) ? EVERYBODY : requester.primary(), new Route.ViaVpcPeeringConnection(id));
    if (draft.once(3)) {
      // To the other side's gateway endpoint, NAT gateway or internet gateway, which AWS does not carry.
      routes(requester, Cidr.parse("52.216.0.0/15"), new Route.ViaVpcPeeringConnection(id));
    }
  }

  private static VpcPeeringConnection.Side side(Vpc vpc) {
    return new VpcPeeringConnection.Side(RandomNetwork.ACCOUNT, RandomNetwork.REGION, vpc.id(), List.of(vpc.primary()));
  }

  private void site() {
    String customer = draft.id("cgw");
    String line = draft.id("dxvif");
    draft.put(new CustomerGateway(Draft.key(Kind.CUSTOMER_GATEWAY, customer), 65000, "198.51.100.7", Optional.empty()));
    boolean direct = false;
    for (Vpc vpc : vpcs) {
      if (draft.once(3)) {
        continue;
      }
      String gateway = draft.id("vgw");
      draft.put(new VpnGateway(Draft.key(Kind.VPN_GATEWAY, gateway), 64512, Optional.of(vpc.id())));
      if (!direct && draft.once(3)) {
        direct = true;
        draft.put(new VirtualInterface(Draft.key(Kind.VIRTUAL_INTERFACE, line), "dxcon-0", "line", 7, 65000, gateway));
      } else {
        vpn(customer, Optional.of(gateway), Optional.empty());
      }
      Route.Target target = new Route.ViaVpnGateway(gateway);
      if (draft.once(2)) {
        routes(vpc, Cidr.parse(SITE_BLOCK), target);
      } else {
        propagate(vpc, gateway);
      }
    }
    String site = draft.id("site");
    List<Site.Host> hosts = Stream.of("192.168.0.10", "192.168.3.10").map(ip -> new Site.Host(draft.id("onprem"), ip)).toList();
    List<Cidr> towardsAws = draft.once(2) ? List.of(Cidr.parse("52.216.0.0/15")) : List.of();
    draft.put(
        new Site(
            Draft.key(Kind.SITE, site), "random", List.of(Cidr.parse(SITE_BLOCK)), List.of(customer), direct ? List.of(line) : List.of(), towardsAws,
            List.of(), hosts));
  }

  private VpnConnection vpn(String customer, Optional<String> vpnGateway, Optional<String> transitGateway) {
    boolean isStatic = draft.once(2);
    List<Cidr> routes = isStatic ? List.of(Cidr.parse(draft.pick(List.of(SITE_BLOCK, "192.168.0.0/24")))) : List.of();
    VpnConnection connection =
        new VpnConnection(Draft.key(Kind.VPN_CONNECTION, draft.id("vpn")), customer, vpnGateway, transitGateway, isStatic, routes, Instant.EPOCH);
    draft.put(connection);
    return connection;
  }

  private void propagate(Vpc vpc, String gateway) {
    for (RouteTable table : draft.snapshot.inNetwork(RouteTable.class, vpc.id())) {
      if (!draft.once(4)) {
        draft.put(table.withPropagatingVgws(List.of(gateway)));
      }
    }
  }

  private void transitGateway() {
    String id = draft.id("tgw");
    List<String> attachments = new ArrayList<>();
    for (Vpc vpc : vpcs) {
      if (!draft.once(4)) {
        attachments.add(attachment(id, vpc));
      }
    }
    for (Site site : draft.snapshot.all(Site.class, Kind.SITE, RandomNetwork.ACCOUNT, RandomNetwork.REGION)) {
      if (draft.once(2)) {
        VpnConnection connection = vpn(site.customerGatewayIds().getFirst(), Optional.empty(), Optional.of(id));
        String attachment = draft.id("tgw-attach");
        draft.put(
            new TransitGatewayAttachment(
                Draft.key(Kind.TRANSIT_GATEWAY_ATTACHMENT, attachment), id, Optional.empty(), List.of(), List.of(), Optional.of(connection.id()),
                Instant.EPOCH));
        attachments.add(attachment);
      }
    }
    draft.put(new TransitGateway(Draft.key(Kind.TRANSIT_GATEWAY, id), "", 64512, Optional.empty(), Optional.empty(), Instant.EPOCH));
    int tables = 1 + draft.random.nextInt(2);
    List<String> left = new ArrayList<>(attachments);
    for (int i = 0; i < tables; i++) {
      List<String> associated = left.stream().filter(_ -> !draft.once(5)).limit(i + 1 < tables ? 1 : left.size()).toList();
      left.removeAll(associated);
      List<String> propagated = attachments.stream().filter(_ -> !draft.once(4)).toList();
      draft.put(
          new TransitGatewayRouteTable(
              Draft.key(Kind.TRANSIT_GATEWAY_ROUTE_TABLE, draft.id("tgw-rtb")), id, staticRoutes(attachments), associated, propagated, Instant.EPOCH));
    }
    for (Vpc vpc : vpcs) {
      routes(vpc, draft.pick(List.of(EVERYBODY, Cidr.parse("10.0.0.0/16"), Cidr.parse("10.1.0.0/16"))), new Route.ViaTransitGateway(id));
      if (draft.once(2)) {
        routes(vpc, Cidr.parse(draft.pick(List.of(SITE_BLOCK, "52.216.0.0/15", "0.0.0.0/0"))), new Route.ViaTransitGateway(id));
      }
    }
  }

  private List<TransitGatewayRouteTable.StaticRoute> staticRoutes(List<String> attachments) {
    List<TransitGatewayRouteTable.StaticRoute> routes = new ArrayList<>();
    if (!attachments.isEmpty() && draft.once(2)) {
      routes.add(new TransitGatewayRouteTable.StaticRoute(Cidr.parse(draft.pick(List.of("10.0.0.0/16", "0.0.0.0/0", "10.2.0.0/24"))), Optional.of(draft.pick(attachments))));
    }
    if (draft.once(3)) {
      routes.add(new TransitGatewayRouteTable.StaticRoute(Cidr.parse("10.1.1.0/24"), Optional.empty()));
    }
    return routes;
  }

  private String attachment(String gateway, Vpc vpc) {
    String id = draft.id("tgw-attach");
    List<String> subnets = new ArrayList<>();
    List<String> interfaces = new ArrayList<>();
    List<String> zones = new ArrayList<>();
    for (Subnet subnet : draft.snapshot.inNetwork(Subnet.class, vpc.id())) {
      if (zones.contains(subnet.availabilityZone()) || draft.once(3)) {
        continue;
      }
      zones.add(subnet.availabilityZone());
      NetworkInterface eni =
          new NetworkInterface(
              Draft.key(Kind.NETWORK_INTERFACE, draft.id("eni")), vpc.id(), subnet.id(), subnet.availabilityZone(), draft.mac(),
              List.of(Ip.text(subnet.cidr().at(50))), List.of(), "", "transit_gateway", true, Optional.empty(), false,
              Optional.of(new NetworkInterface.Attachment(draft.id("ela-attach"), id, 1, Instant.EPOCH, false)), Optional.empty());
      draft.put(eni);
      subnets.add(subnet.id());
      interfaces.add(eni.id());
    }
    draft.put(
        new TransitGatewayAttachment(
            Draft.key(Kind.TRANSIT_GATEWAY_ATTACHMENT, id), gateway, Optional.of(vpc.id()), subnets, interfaces, Optional.empty(), Instant.EPOCH));
    return id;
  }

  /** In most of the VPC's tables, where nothing leads there yet. */
  private void routes(Vpc vpc, Cidr destination, Route.Target target) {
    if (destination.equals(vpc.primary())) {
      return;
    }
    for (RouteTable table : draft.snapshot.inNetwork(RouteTable.class, vpc.id())) {
      boolean taken = table.routes().stream().anyMatch(r -> r.destination().equals(new Route.ToCidr(destination)));
      if (!taken && !draft.once(5)) {
        draft.put(table.withRoutes(Stream.concat(table.routes().stream(), Stream.of(new Route(new Route.ToCidr(destination), target))).toList()));
      }
    }
  }
}
