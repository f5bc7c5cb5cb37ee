package dev.postern.core.path;

import dev.postern.core.balancing.BalancerNode;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Walks the fabric for the first packet of a flow, and back for its answer, and says where it ends and which rule decided.
 *
 * <p>It reads the tables that the kernel's rules are printed from; the agreement test compares its verdict with what the kernel did.
 */
public final class PathResolver {
  /** Two NAT gateways that lead to each other would walk for ever; the kernel ends such a packet by its time to live. */
  private static final int MOST_HOPS = 16;

  private final Outside outside;

  /** Gateways at which a path may end, for who asks for the way to one; other paths go through them. */
  private final Set<String> goals;

  private final Trail trail = new Trail();
  private final Answer answer = new Answer(trail);
  private final Listeners listeners = new Listeners(trail);

  /** How the packet came to the network it is in, until something there answers or translates it. */
  private Optional<Crossing> crossed = Optional.empty();

  private PathResolver(Outside outside, Set<String> goals) {
    this.outside = outside;
    this.goals = goals;
  }

  /** The path of a flow that starts at an interface of a VPC. */
  public static Path resolve(Fabric fabric, Outside outside, Port from, Packet packet) {
    return resolve(fabric, outside, from, packet, Set.of());
  }

  /** The same, that ends at the first of these gateways it comes to, if it does. */
  public static Path resolve(Fabric fabric, Outside outside, Port from, Packet packet, Set<String> goals) {
    PathResolver resolver = new PathResolver(outside, goals);
    return resolver.path(resolver.send(fabric, from, packet));
  }

  /** The path of a flow that starts at a host of an on-premises network. */
  public static Path resolve(SiteFabric site, Outside outside, SiteFabric.Host from, Packet packet) {
    PathResolver resolver = new PathResolver(outside, Set.of());
    return resolver.path(resolver.leaveSite(site, from, packet));
  }

  /** The path of a flow that enters a VPC by its internet gateway, for the public address of an interface. */
  public static Path fromInternet(Fabric fabric, Outside outside, Packet packet, Set<String> goals) {
    PathResolver resolver = new PathResolver(outside, goals);
    return resolver.path(resolver.fromInternet(fabric, packet));
  }

  /** The path of a flow that enters a VPC by a peering connection or virtual private gateway, to which its answer must come back. */
  public static Path fromUplink(Fabric fabric, Outside outside, String uplinkId, Packet packet, Set<String> goals) {
    PathResolver resolver = new PathResolver(outside, goals);
    resolver.crossed = Optional.of(new Crossing(new Crossing.AtGateway(Set.of(uplinkId)), Optional.empty(), outside, resolver.trail));
    resolver.pass(Trail.kind(uplinkId), uplinkId, fabric.vpcId(), packet);
    return resolver.path(resolver.fromUplink(fabric, uplinkId, packet));
  }

  /**
   * The path of a flow that is inside a transit gateway.
   *
   * @param origin the transit gateway or the attachment that the packet came by
   * @param tables those route tables of it that decide, in the order they are asked
   * @param home what the answer must come back to: the transit gateway, or the attachment or what is behind it
   */
  public static Path fromTransitGateway(Outside outside, String origin, List<String> tables, Set<String> home, Packet packet, Set<String> goals) {
    PathResolver resolver = new PathResolver(outside, goals);
    resolver.pass(Path.Kind.TRANSIT_GATEWAY, origin, origin, packet);
    if (tables.isEmpty()) {
      return resolver.path(resolver.stop(ExplanationCode.TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION, Path.Kind.TRANSIT_GATEWAY, origin, origin, packet));
    }
    return resolver.path(
        resolver.cross(
            new Crossing.AtGateway(home), tables, packet,
            () -> resolver.stop(ExplanationCode.TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT, Path.Kind.TRANSIT_GATEWAY, tables.getFirst(), origin, packet)));
  }

  private Path path(End there) {
    return trail.path(there.delivered() ? answer.to(there) : there);
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
    crossed = Optional.of(new Crossing(home, crossed, outside, trail));
    if (arrived.isEmpty()) {
      return otherwise.get();
    }
    return switch (arrived.get()) {
      case Backbone.AtSite(SiteFabric site, Arrival by) -> {
        pass(Trail.kind(by.origin()), by.origin(), site.siteId(), packet);
        Crossing back = crossed.get();
        answer.passes(() -> back.fromSite(site, packet.reply()));
        yield goals.contains(site.siteId()) ? new End.AtGateway(site.siteId(), packet.source()) : atSite(site, packet);
      }
      case Backbone.AtVpc(Fabric fabric, Arrival by) -> {
        pass(Trail.kind(by.origin()), by.origin(), fabric.vpcId(), packet);
        Port gate = fabric.ports().get(by.door());
        if (gate != null && goals.contains(gate.hostId())) {
          Crossing back = crossed.get();
          answer.passes(() -> back.fromAttachment(fabric, gate, packet.reply()));
          yield new End.AtGateway(gate.hostId(), packet.source());
        }
        yield gate == null ? fromUplink(fabric, by.door(), packet) : send(fabric, gate, packet);
      }
    };
  }

  /** What comes by a peering connection or a virtual private gateway is for the VPC's own interfaces: AWS carries nothing from edge to edge. */
  private End fromUplink(Fabric fabric, String uplinkId, Packet packet) {
    if (!fabric.isLocal(packet.destination())) {
      boolean gatewayEndpoint = fabric.forwarding().values().stream()
          .flatMap(t -> t.lookup(packet.destination()).stream()).anyMatch(e -> e.hop() instanceof NextHop.ToEndpoint);
      ExplanationCode otherwise = uplinkId.startsWith("pcx-") ? ExplanationCode.PCX_REQUIRES_ADDRESS_IN_VPC_CIDR : ExplanationCode.NO_POSSIBLE_DESTINATION;
      return stop(
          gatewayEndpoint ? ExplanationCode.VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION : otherwise,
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
    boolean ends = goals.contains(id);
    Optional<End> acl = answer.leaveSubnet(fabric, from, packet, ends);
    if (acl.isPresent()) {
      return acl.get();
    }
    if (!fabric.isLocal(packet.source())) {
      return stop(ExplanationCode.GATEWAY_REJECTS_SPOOFED_TRAFFIC, Trail.kind(id), id, fabric.vpcId(), packet);
    }
    ExplanationCode code = id.startsWith("pcx-") ? ExplanationCode.PCX_REQUIRES_ADDRESS_IN_VPC_CIDR : ExplanationCode.NO_POSSIBLE_DESTINATION;
    List<String> table = List.of(fabric.uplinks().get(id).table());
    Supplier<End> lost = () -> stop(code, Trail.kind(id), id, fabric.vpcId(), packet);
    if (!ends) {
      return cross(new Crossing.AtPort(fabric, from), table, packet, lost);
    }
    if (outside.across(table, packet.destination()).isEmpty()) {
      return lost.get();
    }
    pass(Trail.kind(id), id, fabric.vpcId(), packet);
    return new End.AtGateway(id, packet.source());
  }

  private End toTransitGateway(Fabric fabric, Port from, String id, String eni, Packet packet) {
    Port gate = fabric.ports().get(eni);
    if (gate == null) {
      return stop(ExplanationCode.BAD_STATE_ROUTE, Path.Kind.TRANSIT_GATEWAY, eni, eni, packet);
    }
    Optional<String> goal = Stream.of(id, gate.hostId()).filter(goals::contains).findFirst();
    Optional<End> acl = answer.betweenSubnets(fabric, from, gate, packet, goal.isPresent());
    if (acl.isPresent()) {
      return acl.get();
    }
    String table = fabric.transit().get(eni);
    if (table == null) {
      return stop(ExplanationCode.TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION, Path.Kind.TRANSIT_GATEWAY, gate.hostId(), eni, packet);
    }
    pass(Path.Kind.TRANSIT_GATEWAY, gate.hostId(), eni, packet);
    if (goal.isPresent()) {
      return new End.AtGateway(goal.get(), packet.source());
    }
    return cross(
        new Crossing.AtPort(fabric, from), List.of(table), packet,
        () -> stop(ExplanationCode.TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT, Path.Kind.TRANSIT_GATEWAY, table, gate.hostId(), packet));
  }

  /** The flow is answered or translated here: an answer to another network must find its way home from this port. */
  private void turn(Fabric fabric, Port port, Packet packet) {
    crossed.ifPresent(crossing -> answer.passes(() -> crossing.back(fabric, port, packet.reply())));
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
      return local(fabric, from, packet);
    }
    return route(fabric, from, packet);
  }

  private End local(Fabric fabric, Port from, Packet packet) {
    trail.local(fabric, fabric.subnetOf(from), packet);
    Optional<Port> to = fabric.portAt(packet.destination());
    if (to.isEmpty()) {
      return nobody(fabric, packet);
    }
    boolean mirrored = from.host() != Port.HostKind.TRANSIT_GATEWAY;
    Optional<End> acl = answer.betweenSubnets(fabric, from, to.get(), packet, mirrored);
    if (acl.isPresent()) {
      return acl.get();
    }
    if (mirrored) {
      answer.local(fabric, to.get(), packet.reply());
    }
    return admit(fabric, to.get(), packet);
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
      case NextHop.ToTransitGateway(String id, String eni) -> toTransitGateway(fabric, from, id, eni, packet);
    };
  }

  /** The receiving side: destination check and the receiver's groups. */
  private End admit(Fabric fabric, Port to, Packet packet) {
    String eni = to.networkInterfaceId();
    if (to.host() == Port.HostKind.NAT_GATEWAY || to.host() == Port.HostKind.TRANSIT_GATEWAY) {
      return stop(ExplanationCode.NO_POSSIBLE_DESTINATION, Path.Kind.INTERFACE, to.hostId(), eni, packet);
    }
    if (to.grouped()) {
      Optional<FilterLine> line = Verdicts.groups(fabric, to, packet, packet.source(), Fabric.GroupTable::inbound);
      if (line.isEmpty()) {
        return stop(ExplanationCode.ENI_SG_RULES_MISMATCH, Path.Kind.GROUP_IN, eni, eni, packet);
      }
      pass(Path.Kind.GROUP_IN, line.get().origin(), eni, packet);
    }
    pass(Path.Kind.INTERFACE, eni, eni, packet);
    turn(fabric, to, packet);
    return switch (to.host()) {
      case INSTANCE, FUNCTION, NAT_GATEWAY, TRANSIT_GATEWAY -> new End.AtInterface(fabric.vpcId(), eni, packet.source());
      case ENDPOINT, RESOLVER, BALANCER -> atServed(fabric, to, fabric.served().get(to.hostId()), packet);
    };
  }

  private End atServed(Fabric fabric, Port at, @Nullable Served served, Packet packet) {
    return switch (served) {
      case Served.Connected connected -> atConnected(fabric, at, connected, packet);
      case Served.Balancer balancer -> atNode(balancer.nodes().get(at.networkInterfaceId()), balancer.id(), packet);
      case Served.Endpoint _, Served.Resolver _ -> listeners.atServed(fabric, at, served, packet);
      case null -> listeners.atServed(fabric, at, null, packet);
    };
  }

  /** A user's endpoint service: its owner must have let the endpoint in, and a balancer of the service must be in the zone. */
  private End atConnected(Fabric fabric, Port at, Served.Connected connected, Packet packet) {
    if (!connected.accepted()) {
      return stop(ExplanationCode.BAD_STATE, Path.Kind.VPC_ENDPOINT, connected.id(), fabric.vpcId(), packet);
    }
    Served.Behind behind = connected.behind().get(at.networkInterfaceId());
    if (behind == null) {
      return stop(ExplanationCode.VPCE_SERVICE_NOT_INSTALLED_IN_AZ, Path.Kind.VPC_ENDPOINT, connected.id(), fabric.vpcId(), packet);
    }
    pass(Path.Kind.VPC_ENDPOINT, connected.id(), fabric.vpcId(), packet);
    if (behind.guard().isPresent()) {
      Optional<FilterLine> line = Verdicts.deciding(fabric, behind.guard().get(), packet, packet.source());
      if (line.isEmpty()) {
        return stop(ExplanationCode.ENI_SG_RULES_MISMATCH, Path.Kind.LOAD_BALANCER, behind.node().loadBalancerId(), behind.node().networkInterfaceId(), packet);
      }
      pass(Path.Kind.GROUP_IN, line.get().origin(), behind.node().networkInterfaceId(), packet);
    }
    return atNode(behind.node(), connected.id(), packet);
  }

  /** A connection ends at the balancer, and another one begins there: from its address to a target's. Of several targets the first is looked at. */
  private End atNode(@Nullable BalancerNode node, String origin, Packet packet) {
    if (node == null) {
      return stop(ExplanationCode.NO_POSSIBLE_DESTINATION, Path.Kind.LOAD_BALANCER, origin, origin, packet);
    }
    BalancerNode.Forward forward = packet.protocol() == FilterLine.TCP ? node.listeners().get(packet.destinationPort()) : null;
    if (forward == null) {
      return stop(ExplanationCode.ELBV2_LISTENER_PORT_RESTRICTION, Path.Kind.LOAD_BALANCER, node.loadBalancerId(), node.networkInterfaceId(), packet);
    }
    if (forward.targets().isEmpty()) {
      return stop(ExplanationCode.ELBV2_NO_TARGETS_IN_AZ, Path.Kind.LOAD_BALANCER, node.loadBalancerId(), node.networkInterfaceId(), packet);
    }
    pass(Path.Kind.LOAD_BALANCER, node.loadBalancerId(), node.networkInterfaceId(), packet);
    Optional<Fabric> there = outside.fabric(node.vpcId());
    Optional<Port> from = there.flatMap(f -> Optional.ofNullable(f.ports().get(node.networkInterfaceId())));
    if (from.isEmpty()) {
      return stop(ExplanationCode.BAD_STATE, Path.Kind.LOAD_BALANCER, node.loadBalancerId(), node.networkInterfaceId(), packet);
    }
    BalancerNode.Place target = forward.targets().getFirst();
    return send(there.get(), from.get(), new Packet(node.address(), target.address(), FilterLine.TCP, packet.sourcePort(), target.port()));
  }

  private End toNatGateway(Fabric fabric, Port from, String natGatewayId, String eni, Packet packet) {
    Port gateway = fabric.ports().get(eni);
    if (gateway == null || gateway.networkInterfaceId().equals(from.networkInterfaceId())) {
      return stop(ExplanationCode.NO_POSSIBLE_DESTINATION, Path.Kind.NAT_GATEWAY, natGatewayId, eni, packet);
    }
    Optional<End> acl = answer.betweenSubnets(fabric, from, gateway, packet, from.host() != Port.HostKind.TRANSIT_GATEWAY);
    if (acl.isPresent()) {
      return acl.get();
    }
    boolean carried = packet.protocol() == FilterLine.TCP || packet.protocol() == FilterLine.UDP || packet.protocol() == FilterLine.ICMP;
    if (!carried) {
      return stop(ExplanationCode.PROTOCOL_RESTRICTION, Path.Kind.NAT_GATEWAY, natGatewayId, eni, packet);
    }
    pass(Path.Kind.NAT_GATEWAY, natGatewayId, eni, packet);
    turn(fabric, gateway, packet);
    Packet translated = packet.from(gateway.primary());
    answer.through(Path.Kind.NAT_GATEWAY, natGatewayId, eni, translated.reply());
    return send(fabric, gateway, translated);
  }

  /** A route to an interface: a packet that is not for it needs its check off, and then a host that forwards, which is the host's own affair. */
  private End toAppliance(Fabric fabric, Port from, String eni, Packet packet) {
    Port to = fabric.ports().get(eni);
    if (to == null) {
      return stop(ExplanationCode.BAD_STATE_ROUTE, Path.Kind.INTERFACE, eni, eni, packet);
    }
    Optional<End> acl = answer.betweenSubnets(fabric, from, to, packet, true);
    if (acl.isPresent()) {
      return acl.get();
    }
    ExplanationCode code = to.checked() ? ExplanationCode.ENI_SOURCE_DEST_CHECK_RESTRICTION : ExplanationCode.NO_POSSIBLE_DESTINATION;
    return stop(code, Path.Kind.INTERFACE, eni, eni, packet);
  }

  private End toInternet(Fabric fabric, Port from, String internetGatewayId, Packet packet) {
    Optional<End> acl = answer.leaveSubnet(fabric, from, packet, true);
    if (acl.isPresent()) {
      return acl.get();
    }
    Long publicAddress = fabric.publicAddresses().get(packet.source());
    if (publicAddress == null) {
      return stop(ExplanationCode.IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS, Path.Kind.INTERNET_GATEWAY, internetGatewayId, from.networkInterfaceId(), packet);
    }
    if (from.host() == Port.HostKind.TRANSIT_GATEWAY) {
      return stop(ExplanationCode.GATEWAY_REJECTS_SPOOFED_TRAFFIC, Path.Kind.INTERNET_GATEWAY, internetGatewayId, from.networkInterfaceId(), packet);
    }
    pass(Path.Kind.INTERNET_GATEWAY, internetGatewayId, from.networkInterfaceId(), packet);
    if (goals.contains(internetGatewayId) && Listeners.unknown(packet.destination()) == ExplanationCode.UNKNOWN_DESTINATION) {
      return new End.AtGateway(internetGatewayId, publicAddress);
    }
    Packet translated = packet.from(publicAddress);
    answer.through(Path.Kind.INTERNET_GATEWAY, internetGatewayId, from.networkInterfaceId(), translated.reply());
    if (outside.isService(packet.destination())) {
      return listeners.atService(fabric, translated, internetGatewayId, new End.AtPublicService(publicAddress));
    }
    Optional<Fabric> holder = outside.holderOf(packet.destination());
    return holder.isPresent()
        ? fromInternet(holder.get(), translated)
        : stop(Listeners.unknown(packet.destination()), Path.Kind.LISTENER, internetGatewayId, fabric.vpcId(), translated);
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
      answer.leaves(fabric, subnet, packet.reply());
      answer.toTheInternet(fabric, subnet, packet.reply());
    }
    return end;
  }

  private End toEndpoint(Fabric fabric, Port from, String endpointId, Packet packet) {
    Optional<End> acl = answer.leaveSubnet(fabric, from, packet, crossed.isEmpty());
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
    // Who came by a transit gateway has an address of this VPC's block here: the answer stays in the VPC.
    crossed.ifPresent(crossing -> answer.passes(() -> crossing.local(fabric, Optional.empty(), packet.reply())));
    crossed = Optional.empty();
    return listeners.atService(fabric, packet, endpointId, new End.AtEndpoint(endpointId, fabric.vpcId(), packet.source()));
  }

  private void pass(Path.Kind kind, String origin, String at, Packet packet) {
    trail.pass(kind, origin, at, packet);
  }

  private End stop(ExplanationCode code, Path.Kind kind, String origin, String at, Packet packet) {
    return trail.stop(code, kind, origin, at, packet);
  }
}
