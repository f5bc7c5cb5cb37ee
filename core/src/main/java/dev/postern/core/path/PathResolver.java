package dev.postern.core.path;

import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.FilterLine;
import dev.postern.core.fabric.FilterTable;
import dev.postern.core.fabric.ForwardingEntry;
import dev.postern.core.fabric.NextHop;
import dev.postern.core.fabric.Port;
import dev.postern.core.fabric.SubnetTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

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
  private final Internet internet;
  private final List<Path.Hop> hops = new ArrayList<>();

  /** What the answer must pass, the nearest to the destination first. */
  private final Deque<ReturnCheck> back = new ArrayDeque<>();

  private record ReturnCheck(Fabric fabric, FilterTable acl, boolean outbound, Packet answer) {}

  private PathResolver(Internet internet) {
    this.internet = internet;
  }

  /** The path of a flow that starts at an interface of a VPC. */
  public static Path resolve(Fabric fabric, Internet internet, Port from, Packet packet) {
    PathResolver resolver = new PathResolver(internet);
    End there = resolver.send(fabric, from, packet);
    return new Path(List.copyOf(resolver.hops), there.delivered() ? resolver.answer(there) : there);
  }

  private End send(Fabric fabric, Port from, Packet packet) {
    pass(Path.Kind.INTERFACE, from.networkInterfaceId());
    if (from.checked() && !from.ips().contains(packet.source())) {
      return stop(ExplanationCode.ENI_ADDRESS_RESTRICTION, from.networkInterfaceId());
    }
    if (hops.size() > MOST_HOPS * Path.Kind.values().length) {
      return stop(ExplanationCode.NO_POSSIBLE_DESTINATION, from.networkInterfaceId());
    }
    if (from.grouped()) {
      Optional<FilterLine> line = groups(fabric, from, packet, packet.destination(), Fabric.GroupTable::outbound);
      if (line.isEmpty()) {
        return stop(ExplanationCode.ENI_SG_RULES_MISMATCH, from.networkInterfaceId());
      }
      pass(Path.Kind.GROUP_OUT, line.get().origin());
    }
    if (fabric.isLocal(packet.destination())) {
      Optional<Port> to = fabric.portAt(packet.destination());
      return to.isPresent() ? toPort(fabric, from, to.get(), packet) : stop(ExplanationCode.UNKNOWN_DESTINATION, fabric.vpcId());
    }
    return route(fabric, from, packet);
  }

  private End route(Fabric fabric, Port from, Packet packet) {
    String tableId = fabric.subnetOf(from).routeTableId();
    Optional<ForwardingEntry> entry = Optional.ofNullable(fabric.forwarding().get(tableId)).flatMap(t -> t.lookup(packet.destination()));
    if (entry.isEmpty()) {
      return stop(ExplanationCode.NO_ROUTE_TO_DESTINATION, tableId);
    }
    pass(Path.Kind.ROUTE, entry.get().origin());
    return switch (entry.get().hop()) {
      case NextHop.Blackhole _ -> stop(ExplanationCode.BAD_STATE_ROUTE, entry.get().origin());
      case NextHop.ToInternetGateway(String id) -> toInternet(fabric, from, id, packet);
      case NextHop.ToNatGateway(String id, String eni) -> toNatGateway(fabric, from, id, eni, packet);
      case NextHop.ToInterface(String eni) -> toAppliance(fabric, from, eni, packet);
      case NextHop.ToEndpoint(String id) -> toEndpoint(fabric, from, id, packet);
    };
  }

  private End toPort(Fabric fabric, Port from, Port to, Packet packet) {
    Optional<End> acl = betweenSubnets(fabric, from, to, packet);
    if (acl.isPresent()) {
      return acl.get();
    }
    return admit(fabric, to, packet);
  }

  /** The receiving side: destination check and the receiver's groups. */
  private End admit(Fabric fabric, Port to, Packet packet) {
    if (to.host() == Port.HostKind.NAT_GATEWAY) {
      return stop(ExplanationCode.NO_POSSIBLE_DESTINATION, to.hostId());
    }
    Optional<FilterLine> line = groups(fabric, to, packet, packet.source(), Fabric.GroupTable::inbound);
    if (line.isEmpty()) {
      return stop(ExplanationCode.ENI_SG_RULES_MISMATCH, to.networkInterfaceId());
    }
    pass(Path.Kind.GROUP_IN, line.get().origin());
    pass(Path.Kind.INTERFACE, to.networkInterfaceId());
    return new End.AtInterface(fabric.vpcId(), to.networkInterfaceId(), packet.source());
  }

  private End toNatGateway(Fabric fabric, Port from, String natGatewayId, String eni, Packet packet) {
    Port gateway = fabric.ports().get(eni);
    if (gateway == null || gateway.networkInterfaceId().equals(from.networkInterfaceId())) {
      return stop(ExplanationCode.NO_POSSIBLE_DESTINATION, natGatewayId);
    }
    Optional<End> acl = betweenSubnets(fabric, from, gateway, packet);
    if (acl.isPresent()) {
      return acl.get();
    }
    boolean carried = packet.protocol() == FilterLine.TCP || packet.protocol() == FilterLine.UDP || packet.protocol() == FilterLine.ICMP;
    if (!carried) {
      return stop(ExplanationCode.PROTOCOL_RESTRICTION, natGatewayId);
    }
    pass(Path.Kind.NAT_GATEWAY, natGatewayId);
    return send(fabric, gateway, packet.from(gateway.primary()));
  }

  /** A route to an interface: a packet that is not for it needs its check off, and then a host that forwards, which is the host's own affair. */
  private End toAppliance(Fabric fabric, Port from, String eni, Packet packet) {
    Port to = fabric.ports().get(eni);
    if (to == null) {
      return stop(ExplanationCode.BAD_STATE_ROUTE, eni);
    }
    Optional<End> acl = betweenSubnets(fabric, from, to, packet);
    if (acl.isPresent()) {
      return acl.get();
    }
    return stop(to.checked() ? ExplanationCode.ENI_SOURCE_DEST_CHECK_RESTRICTION : ExplanationCode.NO_POSSIBLE_DESTINATION, eni);
  }

  private End toInternet(Fabric fabric, Port from, String internetGatewayId, Packet packet) {
    Optional<End> acl = leaveSubnet(fabric, from, packet);
    if (acl.isPresent()) {
      return acl.get();
    }
    Long publicAddress = fabric.publicAddresses().get(packet.source());
    if (publicAddress == null) {
      return stop(ExplanationCode.IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS, internetGatewayId);
    }
    pass(Path.Kind.INTERNET_GATEWAY, internetGatewayId);
    Packet outside = packet.from(publicAddress);
    if (internet.isService(packet.destination())) {
      return atService(packet, internetGatewayId, new End.AtPublicService(publicAddress));
    }
    Optional<Fabric> holder = internet.holderOf(packet.destination());
    return holder.isPresent() ? fromInternet(holder.get(), outside) : stop(ExplanationCode.UNKNOWN_DESTINATION, internetGatewayId);
  }

  private End fromInternet(Fabric fabric, Packet outside) {
    Optional<Long> inside =
        fabric.publicAddresses().entrySet().stream().filter(e -> e.getValue() == outside.destination()).map(Map.Entry::getKey).findFirst();
    Optional<Port> to = inside.flatMap(fabric::portAt);
    if (inside.isEmpty() || to.isEmpty() || fabric.internetGateway().isEmpty()) {
      return stop(ExplanationCode.UNKNOWN_DESTINATION, fabric.vpcId());
    }
    pass(Path.Kind.INTERNET_GATEWAY, fabric.internetGateway().get());
    Packet packet = outside.to(inside.get());
    SubnetTable subnet = fabric.subnetOf(to.get());
    Optional<FilterLine> in = permitted(fabric, subnet.inbound(), packet, packet.source());
    if (in.isEmpty()) {
      return stop(ExplanationCode.SUBNET_ACL_RESTRICTION, subnet.inbound().origin());
    }
    pass(Path.Kind.ACL_IN, in.get().origin());
    End end = admit(fabric, to.get(), packet);
    if (end.delivered()) {
      back.addFirst(new ReturnCheck(fabric, subnet.outbound(), true, packet.reply()));
      Optional<NextHop> home =
          Optional.ofNullable(fabric.forwarding().get(subnet.routeTableId())).flatMap(t -> t.lookup(packet.source())).map(ForwardingEntry::hop);
      if (home.isEmpty() || !(home.get() instanceof NextHop.ToInternetGateway)) {
        return new End.Stopped(ExplanationCode.NO_ROUTE_TO_DESTINATION, subnet.routeTableId(), true);
      }
    }
    return end;
  }

  private End toEndpoint(Fabric fabric, Port from, String endpointId, Packet packet) {
    Optional<End> acl = leaveSubnet(fabric, from, packet);
    if (acl.isPresent()) {
      return acl.get();
    }
    if (packet.protocol() != FilterLine.TCP && !packet.isEchoRequest()) {
      return stop(ExplanationCode.VPCE_GATEWAY_PROTOCOL_RESTRICTION, endpointId);
    }
    if (!fabric.isLocal(packet.source())) {
      return stop(ExplanationCode.VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION, endpointId);
    }
    pass(Path.Kind.VPC_ENDPOINT, endpointId);
    return atService(packet, endpointId, new End.AtEndpoint(endpointId, fabric.vpcId(), packet.source()));
  }

  private End atService(Packet packet, String origin, End end) {
    boolean served =
        packet.isEchoRequest()
            || packet.protocol() == FilterLine.TCP && (packet.destinationPort() == HTTPS || packet.destinationPort() == HTTP);
    return served ? end : stop(ExplanationCode.TARGET_PORT_RESTRICTION, origin);
  }

  /** Network ACLs between two subnets; none inside one subnet. */
  private Optional<End> betweenSubnets(Fabric fabric, Port from, Port to, Packet packet) {
    if (from.subnetId().equals(to.subnetId())) {
      return Optional.empty();
    }
    Optional<End> left = leaveSubnet(fabric, from, packet);
    if (left.isPresent()) {
      return left;
    }
    SubnetTable there = fabric.subnetOf(to);
    Optional<FilterLine> in = permitted(fabric, there.inbound(), packet, packet.source());
    if (in.isEmpty()) {
      return Optional.of(stop(ExplanationCode.SUBNET_ACL_RESTRICTION, there.inbound().origin()));
    }
    pass(Path.Kind.ACL_IN, in.get().origin());
    back.addFirst(new ReturnCheck(fabric, there.outbound(), true, packet.reply()));
    return Optional.empty();
  }

  private Optional<End> leaveSubnet(Fabric fabric, Port from, Packet packet) {
    SubnetTable here = fabric.subnetOf(from);
    Optional<FilterLine> out = permitted(fabric, here.outbound(), packet, packet.destination());
    if (out.isEmpty()) {
      return Optional.of(stop(ExplanationCode.SUBNET_ACL_RESTRICTION, here.outbound().origin()));
    }
    pass(Path.Kind.ACL_OUT, out.get().origin());
    back.addFirst(new ReturnCheck(fabric, here.inbound(), false, packet.reply()));
    return Optional.empty();
  }

  /** Groups are stateful: only network ACLs look at the answer. */
  private End answer(End there) {
    for (ReturnCheck check : back) {
      long remote = check.outbound() ? check.answer().destination() : check.answer().source();
      if (permitted(check.fabric(), check.acl(), check.answer(), remote).isEmpty()) {
        return new End.Stopped(ExplanationCode.SUBNET_ACL_RESTRICTION, check.acl().origin(), true);
      }
    }
    return there;
  }

  private static Optional<FilterLine> permitted(Fabric fabric, FilterTable table, Packet packet, long remote) {
    return table.lines().stream()
        .filter(l -> l.matchesProtocol(packet.protocol(), packet.portOrType(), packet.destinationPort()) && fabric.matches(l.remote(), remote))
        .findFirst()
        .filter(FilterLine::permit);
  }

  private static Optional<FilterLine> groups(
      Fabric fabric, Port port, Packet packet, long remote, Function<Fabric.GroupTable, FilterTable> side) {
    return port.groups().stream()
        .flatMap(id -> Optional.ofNullable(fabric.groups().get(id)).stream())
        .flatMap(g -> permitted(fabric, side.apply(g), packet, remote).stream())
        .findFirst();
  }

  private void pass(Path.Kind kind, String origin) {
    hops.add(new Path.Hop(kind, origin));
  }

  private static End stop(ExplanationCode code, String origin) {
    return new End.Stopped(code, origin, false);
  }
}
