package dev.postern.core.insights;

import dev.postern.core.fabric.Port;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.NetworkInsightsPath.Ports;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.model.VpcPeeringConnection;
import dev.postern.core.path.End;
import dev.postern.core.path.Packet;
import dev.postern.core.path.Path;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.AdditionalDetail;
import software.amazon.awssdk.services.ec2.model.AnalysisPacketHeader;
import software.amazon.awssdk.services.ec2.model.Explanation;
import software.amazon.awssdk.services.ec2.model.PathComponent;

/** The hops of a walk as AWS's path components, in AWS's order: a network ACL before the route table, the host around its interface. */
final class Components {
  private final Snapshot snapshot;
  private final Names names;
  private final Rules rules;
  private final Walk walk;
  private final List<PathComponent> made = new ArrayList<>();
  private boolean returning;

  private Components(Snapshot snapshot, Names names, Walk walk) {
    this.snapshot = snapshot;
    this.names = names;
    this.rules = new Rules(snapshot);
    this.walk = walk;
  }

  /** The way there, up to what stops the packet; that one carries the reasons. */
  static List<PathComponent> forward(Snapshot snapshot, Names names, Walk walk, List<Explanation> why) {
    return new Components(snapshot, names, walk).there(why);
  }

  /** The way of the answer; empty when no packet arrives to be answered. */
  static List<PathComponent> back(Snapshot snapshot, Names names, Walk walk, List<Explanation> why) {
    return new Components(snapshot, names, walk).back(why);
  }

  private List<PathComponent> there(List<Explanation> why) {
    Path path = walk.path();
    Optional<Path.Hop> stop = path.stop().filter(_ -> !isOnReturn());
    List<Path.Hop> hops = ordered(path.hops());
    // What AWS asks behind the ACL that stops the packet was not asked.
    boolean early = stop.filter(s -> s.kind() == Path.Kind.ACL_OUT && !hops.isEmpty() && hops.getLast().kind() == Path.Kind.ROUTE && hops.getLast().at().equals(s.at())).isPresent();
    List<Path.Hop> passed = early ? hops.subList(0, hops.size() - 1) : hops;
    if (passed.isEmpty() || passed.getFirst().kind() != Path.Kind.INTERFACE && !passed.getFirst().origin().equals(start())) {
      add(start(), walk.packet());
    }
    for (int i = 0; i < passed.size(); i++) {
      hop(passed.get(i), i == 0, i == passed.size() - 1 && stop.isEmpty());
    }
    stop.ifPresent(s -> blocked(s, why));
    return numbered();
  }

  private List<PathComponent> back(List<Explanation> why) {
    Path path = walk.path();
    if (!path.end().delivered() && !isOnReturn()) {
      return List.of();
    }
    returning = true;
    Packet answer = path.hops().getLast().packet().reply();
    answering(path, answer);
    ordered(path.back()).forEach(h -> hop(h, false, false));
    Optional<Path.Hop> stop = path.stop().filter(_ -> isOnReturn());
    if (stop.isPresent()) {
      blocked(stop.get(), why);
      return numbered();
    }
    Packet home = walk.packet().reply();
    if (walk.origin() instanceof Origin.AtPort(_, Port port)) {
      networkInterface(port.networkInterfaceId(), home);
      host(port.networkInterfaceId(), home);
    } else {
      add(start(), home);
    }
    return numbered();
  }

  private boolean isOnReturn() {
    return walk.path().end() instanceof End.Stopped stopped && stopped.onReturn();
  }

  /** Where the answer starts: what the packet arrived at, seen from the other side. */
  private void answering(Path path, Packet answer) {
    Path.Hop last = path.hops().getLast();
    Optional<String> eni = Goal.lastInterface(path);
    switch (last.kind()) {
      case INTERFACE -> {
        host(last.at(), answer);
        networkInterface(last.at(), answer);
      }
      case LISTENER -> {
        add(last.origin(), answer);
        boolean served = snapshot.located(VpcEndpoint.class, last.origin()).filter(e -> e.type() == VpcEndpoint.Type.GATEWAY).isEmpty() && !last.origin().startsWith("igw-");
        eni.filter(_ -> served).ifPresent(id -> networkInterface(id, answer));
      }
      case GROUP_OUT, GROUP_IN, ACL_OUT, ACL_IN, ROUTE, NAT_GATEWAY, INTERNET_GATEWAY, VPC_ENDPOINT, LOAD_BALANCER, PEERING_CONNECTION, VPN_GATEWAY, TRANSIT_GATEWAY, SITE ->
          add(Rules.resource(last.origin()), answer);
    }
  }

  private String start() {
    return switch (walk.origin()) {
      case Origin.AtPort(_, Port port) -> port.networkInterfaceId();
      case Origin.AtInternetGateway(_, String id) -> id;
      case Origin.AtUplink(_, String id, _) -> id;
      case Origin.AtTransitGateway(String id, _, _, _) -> id;
    };
  }

  /** AWS asks a subnet's network ACL before its route table; the order makes no difference to the verdict. */
  private static List<Path.Hop> ordered(List<Path.Hop> hops) {
    List<Path.Hop> ordered = new ArrayList<>(hops);
    for (int i = 0; i < ordered.size() - 1; i++) {
      boolean swapped = ordered.get(i).kind() == Path.Kind.ROUTE && ordered.get(i + 1).kind() == Path.Kind.ACL_OUT && ordered.get(i).at().equals(ordered.get(i + 1).at());
      if (swapped) {
        ordered.add(i, ordered.remove(i + 1));
        i++;
      }
    }
    return ordered;
  }

  private void hop(Path.Hop hop, boolean first, boolean last) {
    switch (hop.kind()) {
      case INTERFACE -> {
        if (first) {
          host(hop.at(), hop.packet());
        }
        networkInterface(hop.at(), hop.packet());
        if (last) {
          host(hop.at(), hop.packet());
        }
      }
      case LISTENER -> {
        // Of a gateway that was a hop already.
        if (made.isEmpty() || !hop.origin().equals(made.getLast().component().id())) {
          add(hop.origin(), hop.packet());
        }
      }
      case GROUP_OUT, GROUP_IN, ACL_OUT, ACL_IN, ROUTE, NAT_GATEWAY, INTERNET_GATEWAY, VPC_ENDPOINT, LOAD_BALANCER, PEERING_CONNECTION, VPN_GATEWAY, TRANSIT_GATEWAY, SITE ->
          made.add(component(hop).build());
    }
  }

  private void blocked(Path.Hop hop, List<Explanation> why) {
    PathComponent.Builder component =
        switch (hop.kind()) {
          case GROUP_OUT, GROUP_IN, INTERFACE -> ofInterface(hop.at(), hop.packet());
          case ACL_OUT, ACL_IN, ROUTE, NAT_GATEWAY, INTERNET_GATEWAY, VPC_ENDPOINT, LOAD_BALANCER, PEERING_CONNECTION, VPN_GATEWAY, TRANSIT_GATEWAY, SITE, LISTENER -> component(hop);
        };
    made.add(component.explanations(why).build());
  }

  private PathComponent.Builder component(Path.Hop hop) {
    String id = Rules.resource(hop.origin());
    PathComponent.Builder component = PathComponent.builder().component(names.of(id));
    snapshot.located(Subnet.class, hop.at()).ifPresent(s -> component.subnet(names.of(s.id())).vpc(names.of(s.vpcId())));
    snapshot.located(NetworkInterface.class, hop.at()).ifPresent(n -> component.vpc(names.of(n.vpcId())));
    if (hop.at().startsWith("vpc-")) {
      component.vpc(names.of(hop.at()));
    }
    switch (hop.kind()) {
      case GROUP_OUT, GROUP_IN -> component.securityGroupRule(rules.group(hop.origin()).orElse(null)).attachedTo(names.of(hop.at()));
      case ACL_OUT, ACL_IN -> component.aclRule(rules.acl(hop.origin()).orElse(null));
      case ROUTE -> component.routeTableRoute(rules.route(hop.origin()).orElse(null));
      case TRANSIT_GATEWAY -> {
        component.transitGatewayRouteTableRoute(rules.transit(hop.origin()).orElse(null)).inboundHeader(header(hop.packet()));
        snapshot.located(TransitGatewayAttachment.class, id).ifPresent(a -> component.transitGateway(names.of(a.transitGatewayId())).attachedTo(names.of(a.resourceId())));
      }
      case PEERING_CONNECTION -> {
        component.inboundHeader(header(hop.packet()));
        snapshot.located(VpcPeeringConnection.class, id).ifPresent(p -> {
          boolean toAccepter = p.accepter().vpcId().equals(hop.at());
          component.sourceVpc(names.of((toAccepter ? p.requester() : p.accepter()).vpcId())).destinationVpc(names.of((toAccepter ? p.accepter() : p.requester()).vpcId()));
        });
      }
      case NAT_GATEWAY, INTERNET_GATEWAY, LOAD_BALANCER, VPN_GATEWAY, SITE, INTERFACE -> component.inboundHeader(header(hop.packet()));
      case VPC_ENDPOINT, LISTENER -> {
        component.inboundHeader(header(hop.packet()));
        snapshot.located(VpcEndpoint.class, id).ifPresent(e -> component.serviceName(e.serviceName()).vpc(names.of(e.vpcId())));
      }
    }
    return component;
  }

  private void add(String id, Packet packet) {
    if (snapshot.located(NetworkInterface.class, id).isPresent()) {
      networkInterface(id, packet);
      return;
    }
    PathComponent.Builder component = PathComponent.builder().component(names.of(id)).inboundHeader(header(packet));
    snapshot.located(VpcEndpoint.class, id).ifPresent(e -> component.serviceName(e.serviceName()).vpc(names.of(e.vpcId())));
    made.add(component.build());
  }

  private void host(String networkInterfaceId, Packet packet) {
    names.host(networkInterfaceId).filter(h -> made.isEmpty() || !h.equals(made.getLast().component())).ifPresent(h -> {
      PathComponent.Builder component = PathComponent.builder().component(h).inboundHeader(header(packet));
      snapshot.located(NetworkInterface.class, networkInterfaceId).ifPresent(n -> component.subnet(names.of(n.subnetId())).vpc(names.of(n.vpcId())));
      made.add(component.build());
    });
  }

  private void networkInterface(String id, Packet packet) {
    made.add(ofInterface(id, packet).build());
  }

  private PathComponent.Builder ofInterface(String id, Packet packet) {
    PathComponent.Builder component = PathComponent.builder().component(names.of(id)).inboundHeader(header(packet));
    snapshot.located(NetworkInterface.class, id).ifPresent(n -> {
      component.subnet(names.of(n.subnetId())).vpc(names.of(n.vpcId())).attachedTo(names.host(id).orElse(null));
      crossed(n).ifPresent(component::additionalDetails);
    });
    return component;
  }

  /** Packets between zones cost. */
  private Optional<AdditionalDetail> crossed(NetworkInterface to) {
    Optional<String> from =
        made.reversed().stream().flatMap(c -> Optional.ofNullable(c.component()).flatMap(k -> snapshot.located(NetworkInterface.class, k.id())).stream()).map(NetworkInterface::availabilityZone).findFirst();
    return from.filter(zone -> !zone.equals(to.availabilityZone()))
        .map(_ -> AdditionalDetail.builder().additionalDetailType("AVAILABILITY_ZONE_CROSSED").component(names.of(to.subnetId())).build());
  }

  /** Addresses as blocks, ports as far as other packets go the same way. */
  private AnalysisPacketHeader header(Packet packet) {
    Ports from = returning ? walk.destinationPorts() : walk.sourcePorts();
    Ports to = returning ? walk.sourcePorts() : walk.destinationPorts();
    return AnalysisPacketHeader.builder()
        .protocol(String.valueOf(packet.protocol()))
        .sourceAddresses(Cidr.host(packet.source()).toString())
        .sourcePortRanges(Rules.range(from.from(), from.to()))
        .destinationAddresses(Cidr.host(packet.destination()).toString())
        .destinationPortRanges(Rules.range(to.from(), to.to()))
        .build();
  }

  /** The header that comes in goes out to the next; where packets start there is none that comes in, where they end none that goes out. */
  private List<PathComponent> numbered() {
    List<PathComponent> numbered = new ArrayList<>();
    for (int i = 0; i < made.size(); i++) {
      PathComponent one = made.get(i);
      PathComponent.Builder shown = one.toBuilder().sequenceNumber(i + 1);
      if (one.inboundHeader() != null) {
        Optional<AnalysisPacketHeader> next =
            made.subList(i + 1, made.size()).stream().flatMap(c -> Optional.ofNullable(c.inboundHeader()).stream()).findFirst();
        shown.outboundHeader(i == made.size() - 1 ? null : next.orElse(one.inboundHeader()));
        shown.inboundHeader(i == 0 ? null : one.inboundHeader());
      }
      numbered.add(shown.build());
    }
    return List.copyOf(numbered);
  }
}
