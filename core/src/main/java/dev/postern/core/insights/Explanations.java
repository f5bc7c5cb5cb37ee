package dev.postern.core.insights;

import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.ForwardingEntry;
import dev.postern.core.fabric.ForwardingTable;
import dev.postern.core.fabric.NextHop;
import dev.postern.core.fabric.SubnetTable;
import dev.postern.core.ip.Cidr;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.LoadBalancer;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.model.VpcPeeringConnection;
import dev.postern.core.path.CloudOutside;
import dev.postern.core.path.End;
import dev.postern.core.path.ExplanationCode;
import dev.postern.core.path.Packet;
import dev.postern.core.path.Path;
import dev.postern.core.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Explanation;

/** Why a walk did not arrive, in AWS's codes with the members that go with each. */
final class Explanations {
  private static final String IN = "ingress";
  private static final String OUT = "egress";

  private final Snapshot snapshot;
  private final CloudOutside outside;
  private final Names names;
  private final Rules rules;

  Explanations(Snapshot snapshot, CloudOutside outside, Names names) {
    this.snapshot = snapshot;
    this.outside = outside;
    this.names = names;
    this.rules = new Rules(snapshot);
  }

  /** The route that led elsewhere, if one did, and what stopped the packet there; never empty. */
  List<Explanation> of(Walk walk, Optional<Goal> goal) {
    List<Explanation> why = new ArrayList<>();
    goal.ifPresent(g -> elsewhere(walk, g).ifPresent(why::add));
    if (walk.path().end() instanceof End.Stopped stopped) {
      why.addAll(stopped(stopped, walk.path().stop().orElseThrow(), goal));
    }
    if (why.isEmpty()) {
      why.add(arrivedElsewhere(walk, goal));
    }
    return List.copyOf(why);
  }

  static Explanation.Builder code(AnalysisCode code) {
    return Explanation.builder().explanationCode(code.name());
  }

  private static Explanation.Builder code(ExplanationCode code) {
    return Explanation.builder().explanationCode(code.name());
  }

  /** What a table says about the way that the packet did not take: to a gateway or endpoint, or to another VPC that has the same block. */
  private Optional<Explanation> elsewhere(Walk walk, Goal goal) {
    List<Path.Hop> routes = walk.path().hops().stream().filter(h -> h.kind() == Path.Kind.ROUTE).toList();
    for (Path.Hop hop : Stream.concat(routes.stream(), walk.path().stop().filter(s -> s.kind() == Path.Kind.ROUTE).stream()).toList()) {
      Optional<ForwardingTable> table = table(hop);
      long destination = hop.packet().destination();
      Optional<ForwardingEntry> winner = table.flatMap(t -> t.lookup(destination));
      Optional<ForwardingEntry> loser = table.stream().flatMap(t -> t.overridden(destination).stream()).filter(e -> goal.isNext(e.hop())).findFirst();
      if (winner.isPresent() && loser.isPresent() && !goal.isNext(winner.get().hop())) {
        boolean longer = winner.get().destination().length() > loser.get().destination().length();
        return Optional.of(
            at(hop, code(longer ? AnalysisCode.MORE_SPECIFIC_ROUTE : AnalysisCode.HIGHER_PRIORITY_ROUTE))
                .routeTableRoute(rules.route(winner.get().origin()).orElse(null))
                .destination(names.of(goal.id()))
                .build());
      }
    }
    if (!routes.isEmpty() && goal.vpcId().isPresent() && !subnet(routes.getFirst()).map(Subnet::vpcId).equals(goal.vpcId()) && isLocal(routes.getFirst())) {
      Path.Hop local = routes.getFirst();
      return Optional.of(at(local, code(ExplanationCode.VPC_LOCAL_ROUTE_CIDR_RESTRICTION)).cidrs(blocks(local)).destination(names.of(goal.id())).build());
    }
    boolean direct = goal.arrival() instanceof Goal.Endpoint || goal.arrival() instanceof Goal.Gateways;
    boolean led = routes.stream().anyMatch(h -> table(h).flatMap(t -> t.lookup(h.packet().destination())).filter(e -> goal.isNext(e.hop())).isPresent());
    if (!direct || led || routes.isEmpty() || routes.getFirst().packet().destination() != walk.packet().destination() || isLocal(routes.getFirst())) {
      return Optional.empty();
    }
    boolean here = subnet(routes.getFirst()).map(Subnet::vpcId).equals(goal.vpcId());
    return here
        ? Optional.of(at(routes.getFirst(), code(ExplanationCode.NO_ROUTE_TO_DESTINATION)).destination(names.of(goal.id())).build())
        : Optional.empty();
  }

  private boolean isLocal(Path.Hop hop) {
    return subnet(hop).flatMap(s -> outside.fabric(s.vpcId())).filter(f -> f.isLocal(hop.packet().destination())).isPresent();
  }

  private Optional<Subnet> subnet(Path.Hop hop) {
    return snapshot.located(Subnet.class, hop.at());
  }

  private Optional<ForwardingTable> table(Path.Hop hop) {
    Optional<Fabric> fabric = subnet(hop).flatMap(s -> outside.fabric(s.vpcId()));
    Optional<SubnetTable> subnet = fabric.flatMap(f -> Optional.ofNullable(f.subnets().get(hop.at())));
    return subnet.flatMap(s -> Optional.ofNullable(fabric.orElseThrow().forwarding().get(s.forwarding())));
  }

  /** With the route table, subnet and VPC of a hop in which a table was asked. */
  private Explanation.Builder at(Path.Hop hop, Explanation.Builder why) {
    subnet(hop)
        .flatMap(s -> outside.fabric(s.vpcId()))
        .flatMap(f -> Optional.ofNullable(f.subnets().get(hop.at())))
        .ifPresent(t -> why.routeTable(names.of(t.routeTableId())));
    return inSubnet(hop, why);
  }

  private Explanation.Builder inSubnet(Path.Hop hop, Explanation.Builder why) {
    subnet(hop).ifPresent(s -> why.subnet(names.of(s.id())).vpc(names.of(s.vpcId())));
    return why;
  }

  private Explanation arrivedElsewhere(Walk walk, Optional<Goal> goal) {
    Explanation.Builder why = code(AnalysisCode.NO_PATH).address(Ip.text(walk.packet().destination()));
    Goal.lastInterface(walk.path()).filter(id -> snapshot.located(NetworkInterface.class, id).isPresent()).ifPresent(id -> why.networkInterface(names.of(id)));
    goal.ifPresent(g -> why.destination(names.of(g.id())));
    return why.build();
  }

  private List<Explanation> stopped(End.Stopped stopped, Path.Hop hop, Optional<Goal> goal) {
    String id = Rules.resource(hop.origin());
    Packet packet = hop.packet();
    Explanation.Builder why = code(stopped.code());
    return switch (stopped.code()) {
      case ENI_SG_RULES_MISMATCH -> groups(why, hop);
      case SUBNET_ACL_RESTRICTION ->
          List.of(
              inSubnet(hop, why)
                  .acl(names.of(id))
                  .aclRule(rules.acl(hop.origin()).orElse(null))
                  .direction(hop.kind() == Path.Kind.ACL_OUT ? OUT : IN)
                  .build());
      case NO_ROUTE_TO_DESTINATION -> {
        goal.ifPresent(g -> why.destination(names.of(g.id())));
        yield List.of((hop.kind() == Path.Kind.ROUTE ? at(hop, why) : about(why, hop)).address(Ip.text(packet.destination())).build());
      }
      case BAD_STATE_ROUTE, CANNOT_ROUTE -> List.of(at(hop, why).routeTableRoute(rules.route(hop.origin()).orElse(null)).build());
      case VPC_LOCAL_ROUTE_CIDR_RESTRICTION -> List.of(at(hop, why).cidrs(blocks(hop)).address(Ip.text(packet.destination())).build());
      case ENI_ADDRESS_RESTRICTION ->
          List.of(why.networkInterface(names.of(hop.at())).packetField("sourceAddress").address(Ip.text(packet.source())).build());
      case ENI_SOURCE_DEST_CHECK_RESTRICTION -> List.of(why.networkInterface(names.of(hop.at())).build());
      case IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS ->
          List.of(why.internetGateway(names.of(id)).networkInterface(names.of(hop.at())).address(Ip.text(packet.source())).build());
      case IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS, IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS ->
          List.of(why.internetGateway(names.of(id)).address(Ip.text(packet.destination())).build());
      case UNKNOWN_DESTINATION -> {
        about(why, hop).address(Ip.text(packet.destination())).missingComponent(Ip.text(packet.destination()));
        yield List.of(why.build());
      }
      case PROTOCOL_RESTRICTION -> List.of(about(why, hop).protocols("1", "6", "17").build());
      case TARGET_PORT_RESTRICTION -> List.of(about(why, hop).port(packet.destinationPort()).build());
      case VPCE_GATEWAY_PROTOCOL_RESTRICTION -> List.of(about(why, hop).vpcEndpoint(names.of(id)).protocols("1", "6").build());
      case VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION -> {
        endpoint(hop).ifPresent(e -> why.component(names.of(e)).vpcEndpoint(names.of(e)));
        yield List.of(why.vpc(names.of(hop.at())).address(Ip.text(packet.source())).build());
      }
      case PCX_REQUIRES_ADDRESS_IN_VPC_CIDR -> {
        about(why, hop).vpcPeeringConnection(names.of(id)).address(Ip.text(packet.destination()));
        snapshot.located(VpcPeeringConnection.class, id)
            .ifPresent(p -> why.cidrs(Stream.of(p.requester(), p.accepter()).filter(s -> !s.vpcId().equals(hop.at())).flatMap(s -> s.cidrs().stream()).map(Cidr::toString).toList()));
        yield List.of(why.build());
      }
      case BAD_STATE -> {
        snapshot.located(VpcEndpoint.class, id).flatMap(VpcEndpoint::connection)
            .ifPresent(c -> why.state(c.acceptance() == VpcEndpoint.Acceptance.REJECTED ? "rejected" : "pendingAcceptance"));
        yield List.of(about(why, hop).build());
      }
      case VPCE_SERVICE_NOT_INSTALLED_IN_AZ -> List.of(about(why, hop).vpcEndpoint(names.of(id)).build());
      case ELBV2_LISTENER_PORT_RESTRICTION, ELBV2_NO_TARGETS_IN_AZ -> {
        snapshot.located(LoadBalancer.class, id).ifPresent(b -> why.loadBalancerArn(b.arn()));
        snapshot.located(NetworkInterface.class, hop.at()).ifPresent(n -> why.availabilityZones(n.availabilityZone()));
        yield List.of(about(why, hop).port(packet.destinationPort()).build());
      }
      case VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS -> List.of(about(why, hop).vpnGateway(names.of(id)).build());
      case TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION -> {
        about(why, hop).transitGatewayAttachment(names.of(id));
        snapshot.located(TransitGatewayAttachment.class, id).ifPresent(a -> why.transitGateway(names.of(a.transitGatewayId())));
        yield List.of(why.build());
      }
      case TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT ->
          List.of(about(why, hop).transitGatewayRouteTable(names.of(id)).address(Ip.text(packet.destination())).build());
      case NO_POSSIBLE_DESTINATION, GATEWAY_REJECTS_SPOOFED_TRAFFIC -> List.of(about(why, hop).address(Ip.text(packet.destination())).build());
    };
  }

  private Explanation.Builder about(Explanation.Builder why, Path.Hop hop) {
    why.component(names.of(Rules.resource(hop.origin())));
    if (hop.at().startsWith("vpc-")) {
      why.vpc(names.of(hop.at()));
    }
    return why;
  }

  private List<String> blocks(Path.Hop hop) {
    return subnet(hop).flatMap(s -> outside.fabric(s.vpcId())).stream().flatMap(f -> f.cidrs().stream()).map(Cidr::toString).toList();
  }

  private List<Explanation> groups(Explanation.Builder why, Path.Hop hop) {
    boolean out = hop.kind() == Path.Kind.GROUP_OUT;
    Optional<NetworkInterface> eni = snapshot.located(NetworkInterface.class, hop.at());
    List<String> groups = eni.map(NetworkInterface::groupIds).orElse(List.of());
    List<Explanation> all = new ArrayList<>();
    eni.ifPresent(n -> why.vpc(names.of(n.vpcId())).subnet(names.of(n.subnetId())));
    all.add(why.networkInterface(names.of(hop.at())).securityGroups(groups.stream().map(names::of).toList()).direction(out ? OUT : IN).build());
    Optional<Fabric> fabric = eni.flatMap(n -> outside.fabric(n.vpcId()));
    fabric.ifPresent(
        f ->
            groups.stream()
                .map(f.groups()::get)
                .filter(Objects::nonNull)
                .filter(g -> (out ? g.outbound() : g.inbound()).lines().isEmpty())
                .forEach(g -> all.add(code(AnalysisCode.SG_HAS_NO_RULES).securityGroup(names.of(g.groupId())).vpc(names.of(f.vpcId())).direction(out ? OUT : IN).build())));
    return all;
  }

  /** The gateway endpoint that a packet from outside the VPC would have liked to take. */
  private Optional<String> endpoint(Path.Hop hop) {
    if (hop.kind() == Path.Kind.VPC_ENDPOINT) {
      return Optional.of(hop.origin());
    }
    return outside.fabric(hop.at()).stream()
        .flatMap(f -> f.forwarding().values().stream())
        .flatMap(t -> t.lookup(hop.packet().destination()).stream())
        .flatMap(e -> e.hop() instanceof NextHop.ToEndpoint(String id) ? Stream.of(id) : Stream.of())
        .findFirst();
  }
}
