package dev.postern.core.path;

import dev.postern.core.fabric.Arrival;
import dev.postern.core.fabric.Backbone;
import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.FilterLine;
import dev.postern.core.fabric.ForwardingEntry;
import dev.postern.core.fabric.NextHop;
import dev.postern.core.fabric.Port;
import dev.postern.core.fabric.Served;
import dev.postern.core.fabric.SiteFabric;
import dev.postern.core.fabric.SubnetTable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Walks the fabric for the first packet of a flow, and back for its answer, and says where it ends and which rule decided.
 *
 * <p>It reads the tables that the kernel's rules are printed from; the agreement test compares its verdict with what the kernel did.
 */
public final class PathResolver {
  /** Two NAT gateways that lead to each other would walk for ever; the kernel ends such a packet by its time to live. */
  private static final int MOST_HOPS = 16;

  private static final int HTTP = 80;
  private static final int HTTPS = 443;
  private final Outside outside;
  private final Trail trail = new Trail();

  /** What the answer must pass, the nearest to the destination first. */
  private final Deque<Supplier<Optional<End.Stopped>>> back = new ArrayDeque<>();

  /** How the packet came to the network it is in, until something there answers or translates it. */
  private Optional<Crossing> crossed = Optional.empty();

  private PathResolver(Outside outside) {
    this.outside = outside;
  }

  /** The path of a flow that starts at an interface of a VPC. */
  public static Path resolve(Fabric fabric, Outside outside, Port from, Packet packet) {
    PathResolver resolver = new PathResolver(outside);
    End there = resolver.send(fabric, from, packet);
    return resolver.trail.path(there.delivered() ? resolver.answer(there) : there);
  }

  /** The path of a flow that starts at a host of an on-premises network. */
  public static Path resolve(SiteFabric site, Outside outside, SiteFabric.Host from, Packet packet) {
    PathResolver resolver = new PathResolver(outside);
    End there = resolver.leaveSite(site, from, packet);
    return resolver.trail.path(there.delivered() ? resolver.answer(there) : there);
  }

  private End leaveSite(SiteFabric site, SiteFabric.Host from, Packet packet) {
    pass(Path.Kind.INTERFACE, from.hostId(), from.hostId(), packet);
    if (site.isLocal(packet.destination())) {
      return atSite(site, packet);
    }
    pass(Path.Kind.SITE, site.siteId(), site.siteId(), packet);
    return cross(
        new Crossing.AtSite(site.siteId()), site.tables(), packet,
        () -> stop(ExplanationCode.NO_ROUTE_TO_DESTINATION, Path.Kind.SITE, site.siteId(), site.siteId(), packet));
  }

  private End atSite(SiteFabric site, Packet packet) {
    Optional<SiteFabric.Host> host = site.hostAt(packet.destination());
    if (host.isEmpty()) {
      return stop(ExplanationCode.UNKNOWN_DESTINATION, Path.Kind.INTERFACE, site.siteId(), site.siteId(), packet);
    }
    pass(Path.Kind.INTERFACE, host.get().hostId(), host.get().hostId(), packet);
    return new End.AtSiteHost(site.siteId(), host.get().hostId(), packet.source());
  }

  /** Over the backbone; {@code otherwise} where it has no way. */
  private End cross(Crossing.Home home, List<String> tables, Packet packet, Supplier<End> otherwise) {
    Optional<Backbone.Arrived> arrived = outside.across(tables, packet.destination());
    crossed = Optional.of(new Crossing(home, outside, trail));
    if (arrived.isEmpty()) {
      return otherwise.get();
    }
    return switch (arrived.get()) {
      case Backbone.AtSite(SiteFabric site, Arrival by) -> {
        pass(Trail.kind(by.origin()), by.origin(), site.siteId(), packet);
        Crossing back = crossed.get();
        this.back.addFirst(() -> back.fromSite(site, packet.reply()));
        yield atSite(site, packet);
      }
      case Backbone.AtVpc(Fabric fabric, Arrival by) -> {
        pass(Trail.kind(by.origin()), by.origin(), fabric.vpcId(), packet);
        Port gate = fabric.ports().get(by.door());
        yield gate == null ? fromUplink(fabric, by.door(), packet) : send(fabric, gate, packet);
      }
    };
  }

  /** What comes by a peering connection or a virtual private gateway is for the VPC's own interfaces: AWS carries nothing from edge to edge. */
  private End fromUplink(Fabric fabric, String uplinkId, Packet packet) {
    if (!fabric.isLocal(packet.destination())) {
      boolean gatewayEndpoint = fabric.forwarding().values().stream()
          .flatMap(t -> t.lookup(packet.destination()).stream()).anyMatch(e -> e.hop() instanceof NextHop.ToEndpoint);
      return stop(
          gatewayEndpoint ? ExplanationCode.VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION : ExplanationCode.NO_POSSIBLE_DESTINATION,
          Trail.kind(uplinkId), uplinkId, fabric.vpcId(), packet);
    }
    Optional<Port> to = fabric.portAt(packet.destination());
    if (to.isEmpty()) {
      return nobody(fabric, packet);
    }
    Optional<End.Stopped> acl = trail.acl(fabric, fabric.subnetOf(to.get()), packet, false);
    return acl.isPresent() ? acl.get() : admit(fabric, to.get(), packet);
  }

  private End toUplink(Fabric fabric, Port from, String id, Packet packet) {
    SubnetTable here = fabric.subnetOf(from);
    Optional<End.Stopped> acl = trail.acl(fabric, here, packet, true);
    if (acl.isPresent()) {
      return acl.get();
    }
    if (!fabric.isLocal(packet.source())) {
      return stop(ExplanationCode.GATEWAY_REJECTS_SPOOFED_TRAFFIC, Trail.kind(id), id, fabric.vpcId(), packet);
    }
    ExplanationCode code = id.startsWith("pcx-") ? ExplanationCode.PCX_REQUIRES_ADDRESS_IN_VPC_CIDR : ExplanationCode.NO_POSSIBLE_DESTINATION;
    return cross(
        new Crossing.AtPort(fabric, from), List.of(fabric.uplinks().get(id).table()), packet,
        () -> stop(code, Trail.kind(id), id, fabric.vpcId(), packet));
  }

  private End toTransitGateway(Fabric fabric, Port from, String eni, Packet packet) {
    Port gate = fabric.ports().get(eni);
    if (gate == null) {
      return stop(ExplanationCode.BAD_STATE_ROUTE, Path.Kind.TRANSIT_GATEWAY, eni, eni, packet);
    }
    Optional<End> acl = betweenSubnets(fabric, from, gate, packet, false);
    if (acl.isPresent()) {
      return acl.get();
    }
    String table = fabric.transit().get(eni);
    if (table == null) {
      return stop(ExplanationCode.TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION, Path.Kind.TRANSIT_GATEWAY, gate.hostId(), eni, packet);
    }
    pass(Path.Kind.TRANSIT_GATEWAY, gate.hostId(), eni, packet);
    return cross(
        new Crossing.AtPort(fabric, from), List.of(table), packet,
        () -> stop(ExplanationCode.TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT, Path.Kind.TRANSIT_GATEWAY, table, gate.hostId(), packet));
  }

  /** The flow is answered or translated here: an answer to another network must find its way home from this port. */
  private void turn(Fabric fabric, Port port, Packet packet) {
    crossed.ifPresent(crossing -> back.addFirst(() -> crossing.back(fabric, port, packet.reply())));
    crossed = Optional.empty();
  }

  private End send(Fabric fabric, Port from, Packet packet) {
    String eni = from.networkInterfaceId();
    pass(Path.Kind.INTERFACE, eni, eni, packet);
    if (from.checked() && !from.ips().contains(packet.source())) {
      return stop(ExplanationCode.ENI_ADDRESS_RESTRICTION, Path.Kind.INTERFACE, eni, eni, packet);
    }
    if (trail.length() > MOST_HOPS * Path.Kind.values().length) {
      return stop(ExplanationCode.NO_POSSIBLE_DESTINATION, Path.Kind.INTERFACE, eni, eni, packet);
    }
    if (from.grouped()) {
      Optional<FilterLine> line = Verdicts.groups(fabric, from, packet, packet.destination(), Fabric.GroupTable::outbound);
      if (line.isEmpty()) {
        return stop(ExplanationCode.ENI_SG_RULES_MISMATCH, Path.Kind.GROUP_OUT, eni, eni, packet);
      }
      pass(Path.Kind.GROUP_OUT, line.get().origin(), eni, packet);
    }
    if (fabric.isLocal(packet.destination())) {
      Optional<Port> to = fabric.portAt(packet.destination());
      return to.isPresent() ? toPort(fabric, from, to.get(), packet) : nobody(fabric, packet);
    }
    return route(fabric, from, packet);
  }

  /** No running interface of the VPC has the address. */
  private End nobody(Fabric fabric, Packet packet) {
    return stop(ExplanationCode.UNKNOWN_DESTINATION, Path.Kind.INTERFACE, fabric.vpcId(), fabric.vpcId(), packet);
  }

  private End route(Fabric fabric, Port from, Packet packet) {
    SubnetTable subnet = fabric.subnetOf(from);
    Optional<ForwardingEntry> entry = fabric.route(subnet, packet.destination());
    if (entry.isEmpty()) {
      return stop(ExplanationCode.NO_ROUTE_TO_DESTINATION, Path.Kind.ROUTE, subnet.routeTableId(), subnet.subnetId(), packet);
    }
    if (entry.get().hop() instanceof NextHop.Blackhole) {
      return stop(ExplanationCode.BAD_STATE_ROUTE, Path.Kind.ROUTE, entry.get().origin(), subnet.subnetId(), packet);
    }
    pass(Path.Kind.ROUTE, entry.get().origin(), subnet.subnetId(), packet);
    return switch (entry.get().hop()) {
      case NextHop.Blackhole _ -> throw new IllegalStateException("a blackhole leads nowhere");
      case NextHop.ToInternetGateway(String id) -> toInternet(fabric, from, id, packet);
      case NextHop.ToNatGateway(String id, String eni) -> toNatGateway(fabric, from, id, eni, packet);
      case NextHop.ToInterface(String eni) -> toAppliance(fabric, from, eni, packet);
      case NextHop.ToEndpoint(String id) -> toEndpoint(fabric, from, id, packet);
      case NextHop.ToUplink(String id) -> toUplink(fabric, from, id, packet);
      case NextHop.ToTransitGateway(_, String eni) -> toTransitGateway(fabric, from, eni, packet);
    };
  }

  private End toPort(Fabric fabric, Port from, Port to, Packet packet) {
    Optional<End> acl = betweenSubnets(fabric, from, to, packet, from.host() != Port.HostKind.TRANSIT_GATEWAY);
    return acl.isPresent() ? acl.get() : admit(fabric, to, packet);
  }

  /** The receiving side: destination check and the receiver's groups. */
  private End admit(Fabric fabric, Port to, Packet packet) {
    String eni = to.networkInterfaceId();
    if (!to.grouped()) {
      return stop(ExplanationCode.NO_POSSIBLE_DESTINATION, Path.Kind.INTERFACE, to.hostId(), eni, packet);
    }
    Optional<FilterLine> line = Verdicts.groups(fabric, to, packet, packet.source(), Fabric.GroupTable::inbound);
    if (line.isEmpty()) {
      return stop(ExplanationCode.ENI_SG_RULES_MISMATCH, Path.Kind.GROUP_IN, eni, eni, packet);
    }
    pass(Path.Kind.GROUP_IN, line.get().origin(), eni, packet);
    pass(Path.Kind.INTERFACE, eni, eni, packet);
    turn(fabric, to, packet);
    return switch (to.host()) {
      case INSTANCE, FUNCTION, NAT_GATEWAY, TRANSIT_GATEWAY -> new End.AtInterface(fabric.vpcId(), eni, packet.source());
      case ENDPOINT, RESOLVER -> atServed(fabric, fabric.served().get(to.hostId()), packet);
    };
  }

  private End atServed(Fabric fabric, @Nullable Served served, Packet packet) {
    if (served == null || !served.takes(packet.protocol(), packet.destinationPort())) {
      String origin = served == null ? fabric.vpcId() : served.id();
      return stop(ExplanationCode.TARGET_PORT_RESTRICTION, Path.Kind.LISTENER, origin, fabric.vpcId(), packet);
    }
    pass(Path.Kind.LISTENER, served.id(), fabric.vpcId(), packet);
    return switch (served) {
      case Served.Endpoint endpoint -> new End.AtEndpoint(endpoint.id(), fabric.vpcId(), packet.source());
      case Served.Resolver resolver -> new End.AtResolver(resolver.id(), fabric.vpcId(), packet.source());
    };
  }

  private End toNatGateway(Fabric fabric, Port from, String natGatewayId, String eni, Packet packet) {
    Port gateway = fabric.ports().get(eni);
    if (gateway == null || gateway.networkInterfaceId().equals(from.networkInterfaceId())) {
      return stop(ExplanationCode.NO_POSSIBLE_DESTINATION, Path.Kind.NAT_GATEWAY, natGatewayId, eni, packet);
    }
    Optional<End> acl = betweenSubnets(fabric, from, gateway, packet, from.host() != Port.HostKind.TRANSIT_GATEWAY);
    if (acl.isPresent()) {
      return acl.get();
    }
    boolean carried = packet.protocol() == FilterLine.TCP || packet.protocol() == FilterLine.UDP || packet.protocol() == FilterLine.ICMP;
    if (!carried) {
      return stop(ExplanationCode.PROTOCOL_RESTRICTION, Path.Kind.NAT_GATEWAY, natGatewayId, eni, packet);
    }
    pass(Path.Kind.NAT_GATEWAY, natGatewayId, eni, packet);
    turn(fabric, gateway, packet);
    return send(fabric, gateway, packet.from(gateway.primary()));
  }

  /** A route to an interface: a packet that is not for it needs its check off, and then a host that forwards, which is the host's own affair. */
  private End toAppliance(Fabric fabric, Port from, String eni, Packet packet) {
    Port to = fabric.ports().get(eni);
    if (to == null) {
      return stop(ExplanationCode.BAD_STATE_ROUTE, Path.Kind.INTERFACE, eni, eni, packet);
    }
    Optional<End> acl = betweenSubnets(fabric, from, to, packet, true);
    if (acl.isPresent()) {
      return acl.get();
    }
    ExplanationCode code = to.checked() ? ExplanationCode.ENI_SOURCE_DEST_CHECK_RESTRICTION : ExplanationCode.NO_POSSIBLE_DESTINATION;
    return stop(code, Path.Kind.INTERFACE, eni, eni, packet);
  }

  private End toInternet(Fabric fabric, Port from, String internetGatewayId, Packet packet) {
    Optional<End> acl = leaveSubnet(fabric, from, packet, true);
    if (acl.isPresent()) {
      return acl.get();
    }
    Long publicAddress = fabric.publicAddresses().get(packet.source());
    if (publicAddress == null) {
      return stop(ExplanationCode.IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS, Path.Kind.INTERNET_GATEWAY, internetGatewayId, from.networkInterfaceId(), packet);
    }
    pass(Path.Kind.INTERNET_GATEWAY, internetGatewayId, from.networkInterfaceId(), packet);
    Packet translated = packet.from(publicAddress);
    if (outside.isService(packet.destination())) {
      return atService(fabric, translated, internetGatewayId, new End.AtPublicService(publicAddress));
    }
    Optional<Fabric> holder = outside.holderOf(packet.destination());
    return holder.isPresent()
        ? fromInternet(holder.get(), translated)
        : stop(ExplanationCode.UNKNOWN_DESTINATION, Path.Kind.LISTENER, internetGatewayId, fabric.vpcId(), translated);
  }

  private End fromInternet(Fabric fabric, Packet packetOutside) {
    Optional<Long> inside =
        fabric.publicAddresses().entrySet().stream().filter(e -> e.getValue() == packetOutside.destination()).map(Map.Entry::getKey).findFirst();
    Optional<Port> to = inside.flatMap(fabric::portAt);
    if (inside.isEmpty() || to.isEmpty() || fabric.internetGateway().isEmpty()) {
      return nobody(fabric, packetOutside);
    }
    Packet packet = packetOutside.to(inside.get());
    pass(Path.Kind.INTERNET_GATEWAY, fabric.internetGateway().get(), to.get().networkInterfaceId(), packet);
    SubnetTable subnet = fabric.subnetOf(to.get());
    Optional<End.Stopped> acl = trail.acl(fabric, subnet, packet, false);
    if (acl.isPresent()) {
      return acl.get();
    }
    End end = admit(fabric, to.get(), packet);
    if (end.delivered()) {
      answerLeaves(fabric, subnet, packet.reply());
      back.addFirst(() -> toTheInternet(fabric, subnet, packet.reply()));
    }
    return end;
  }

  /** An answer to the internet goes out by the internet gateway or not at all: a NAT gateway would change its address. */
  private Optional<End.Stopped> toTheInternet(Fabric fabric, SubnetTable subnet, Packet answer) {
    Optional<ForwardingEntry> home = fabric.route(subnet, answer.destination()).filter(e -> e.hop() instanceof NextHop.ToInternetGateway);
    home.ifPresent(e -> pass(Path.Kind.ROUTE, e.origin(), subnet.subnetId(), answer));
    return home.isPresent()
        ? Optional.empty()
        : Optional.of(trail.stop(ExplanationCode.NO_ROUTE_TO_DESTINATION, Path.Kind.ROUTE, subnet.routeTableId(), subnet.subnetId(), answer));
  }

  private End toEndpoint(Fabric fabric, Port from, String endpointId, Packet packet) {
    Optional<End> acl = leaveSubnet(fabric, from, packet, true);
    if (acl.isPresent()) {
      return acl.get();
    }
    if (packet.protocol() != FilterLine.TCP && !packet.isEchoRequest()) {
      return stop(ExplanationCode.VPCE_GATEWAY_PROTOCOL_RESTRICTION, Path.Kind.VPC_ENDPOINT, endpointId, fabric.vpcId(), packet);
    }
    if (!fabric.isLocal(packet.source())) {
      return stop(ExplanationCode.VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION, Path.Kind.VPC_ENDPOINT, endpointId, fabric.vpcId(), packet);
    }
    pass(Path.Kind.VPC_ENDPOINT, endpointId, fabric.vpcId(), packet);
    return atService(fabric, packet, endpointId, new End.AtEndpoint(endpointId, fabric.vpcId(), packet.source()));
  }

  private End atService(Fabric fabric, Packet packet, String origin, End end) {
    boolean served =
        packet.isEchoRequest()
            || packet.protocol() == FilterLine.TCP && (packet.destinationPort() == HTTPS || packet.destinationPort() == HTTP);
    if (!served) {
      return stop(ExplanationCode.TARGET_PORT_RESTRICTION, Path.Kind.LISTENER, origin, fabric.vpcId(), packet);
    }
    pass(Path.Kind.LISTENER, origin, fabric.vpcId(), packet);
    return end;
  }

  /** Network ACLs between two subnets, none inside one subnet; {@code mirrored} when the answer takes the same way back. */
  private Optional<End> betweenSubnets(Fabric fabric, Port from, Port to, Packet packet, boolean mirrored) {
    if (from.subnetId().equals(to.subnetId())) {
      return Optional.empty();
    }
    Optional<End> left = leaveSubnet(fabric, from, packet, mirrored);
    if (left.isPresent()) {
      return left;
    }
    SubnetTable there = fabric.subnetOf(to);
    Optional<End.Stopped> in = trail.acl(fabric, there, packet, false);
    if (in.isEmpty() && mirrored) {
      answerLeaves(fabric, there, packet.reply());
    }
    return in.map(s -> s);
  }

  private Optional<End> leaveSubnet(Fabric fabric, Port from, Packet packet, boolean mirrored) {
    SubnetTable here = fabric.subnetOf(from);
    Optional<End.Stopped> out = trail.acl(fabric, here, packet, true);
    if (out.isEmpty() && mirrored) {
      back.addFirst(() -> trail.acl(fabric, here, packet.reply(), false));
    }
    return out.map(s -> s);
  }

  private void answerLeaves(Fabric fabric, SubnetTable subnet, Packet answer) {
    back.addFirst(() -> trail.acl(fabric, subnet, answer, true));
  }

  /** Groups are stateful: only network ACLs, and routes to other networks, look at the answer. */
  private End answer(End there) {
    trail.turnBack();
    return back.stream().map(Supplier::get).flatMap(Optional::stream).findFirst().<End>map(s -> s).orElse(there);
  }

  private void pass(Path.Kind kind, String origin, String at, Packet packet) {
    trail.pass(kind, origin, at, packet);
  }

  private End stop(ExplanationCode code, Path.Kind kind, String origin, String at, Packet packet) {
    return trail.stop(code, kind, origin, at, packet);
  }
}
