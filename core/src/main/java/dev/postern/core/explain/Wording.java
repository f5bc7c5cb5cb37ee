package dev.postern.core.explain;

import dev.postern.core.balancing.BalancerNode;
import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.FilterLine;
import dev.postern.core.fabric.ForwardingEntry;
import dev.postern.core.fabric.NextHop;
import dev.postern.core.fabric.SubnetTable;
import dev.postern.core.ip.Cidr;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.LoadBalancer;
import dev.postern.core.model.NetworkAcl;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.SecurityGroupRule;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.path.CloudOutside;
import dev.postern.core.path.Packet;
import dev.postern.core.path.Path;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;

/** The hops of a path in words. */
final class Wording {
  private final Snapshot snapshot;
  private final CloudOutside outside;

  Wording(Snapshot snapshot, CloudOutside outside) {
    this.snapshot = snapshot;
    this.outside = outside;
  }

  Trace.Step step(Path.Hop hop, boolean passed) {
    // A group's refusal names the interface; the groups are what somebody wants to read.
    boolean noRule = !passed && (hop.kind() == Path.Kind.GROUP_OUT || hop.kind() == Path.Kind.GROUP_IN);
    String resource = noRule ? String.join(",", groups(hop.at())) : shown(resource(hop.origin()));
    return new Trace.Step(Trace.Kind.valueOf(hop.kind().name()), resource, noRule ? "" : rule(hop.origin()), hop.at(), says(hop, passed), passed);
  }

  /** A load balancer has no id on AWS: the end of its ARN is what tells it. */
  private String shown(String id) {
    return snapshot.located(LoadBalancer.class, id).map(b -> "net/" + b.name() + "/" + b.suffix()).orElse(id);
  }

  private static String resource(String origin) {
    return origin.contains("/") ? origin.substring(0, origin.indexOf('/')) : origin;
  }

  private static String rule(String origin) {
    return origin.contains("/") ? origin.substring(origin.indexOf('/') + 1) : "";
  }

  private List<String> groups(String eni) {
    return snapshot.located(NetworkInterface.class, eni).map(NetworkInterface::groupIds).orElse(List.of());
  }

  private String says(Path.Hop hop, boolean passed) {
    Packet packet = hop.packet();
    return switch (hop.kind()) {
      case INTERFACE -> at(hop, passed);
      case GROUP_OUT -> passed ? groupRule(hop.origin()) : "no rule lets " + service(packet) + " out to " + Ip.text(packet.destination());
      case GROUP_IN -> passed ? groupRule(hop.origin()) : "no rule lets " + service(packet) + " in from " + Ip.text(packet.source());
      case ACL_OUT, ACL_IN -> aclRule(hop);
      case ROUTE -> route(hop);
      case NAT_GATEWAY -> passed ? natGateway(hop) : "does not take it";
      case INTERNET_GATEWAY -> passed ? internet(packet) : Ip.text(packet.source()) + " has no public address";
      case VPC_ENDPOINT -> passed ? "takes it from " + Ip.text(packet.source()) : endpoint(hop);
      case LOAD_BALANCER -> passed ? "passes it on to one of its targets" : balancer(hop);
      case PEERING_CONNECTION, VPN_GATEWAY, TRANSIT_GATEWAY, SITE ->
          passed ? "carries it to " + hop.at() : "has no way to " + Ip.text(packet.destination());
      case LISTENER -> passed ? "answers on port " + packet.destinationPort() : "nothing answers " + service(packet) + " there";
    };
  }

  private String endpoint(Path.Hop hop) {
    Optional<VpcEndpoint.Connection> connection = snapshot.located(VpcEndpoint.class, hop.origin()).flatMap(VpcEndpoint::connection);
    return connection
        .map(
            c ->
                switch (c.acceptance()) {
                  case PENDING -> "waits for the owner of " + c.serviceId() + " to accept it (pendingAcceptance)";
                  case REJECTED -> "was rejected by the owner of " + c.serviceId();
                  case ACCEPTED -> "finds no load balancer of " + c.serviceId() + " in its zone";
                })
        .orElse("takes TCP from addresses of its own VPC alone");
  }

  private String balancer(Path.Hop hop) {
    Packet packet = hop.packet();
    Optional<BalancerNode> node =
        snapshot.located(LoadBalancer.class, hop.origin()).stream()
            .flatMap(b -> BalancerNode.of(snapshot, b).stream())
            .filter(n -> n.networkInterfaceId().equals(hop.at()))
            .findFirst();
    if (node.isEmpty()) {
      return "is not there";
    }
    Optional<BalancerNode.Forward> forward = Optional.ofNullable(node.get().listeners().get(packet.destinationPort())).filter(_ -> packet.protocol() == FilterLine.TCP);
    if (forward.isEmpty()) {
      return "has no listener for " + service(packet);
    }
    return forward.get().targets().isEmpty()
        ? "has no target in " + node.get().zone() + " for " + service(packet)
        : "is not let in by its groups, which judge the clients of endpoints too: no rule takes " + service(packet) + " from " + Ip.text(packet.source());
  }

  private String at(Path.Hop hop, boolean passed) {
    Optional<NetworkInterface> eni = snapshot.located(NetworkInterface.class, hop.at());
    if (eni.isEmpty()) {
      return passed ? "a host of an on-premises network" : "nothing runs at " + Ip.text(hop.packet().destination());
    }
    String place = eni.get().primaryIp() + " in " + eni.get().subnetId() + " (" + eni.get().availabilityZone() + ")";
    String holder = eni.get().attachment().map(NetworkInterface.Attachment::hostId).map(h -> h + ", ").orElse("");
    return passed ? holder + place : holder + place + " does not take a packet from " + Ip.text(hop.packet().source()) + " to " + Ip.text(hop.packet().destination());
  }

  private String source(String eni) {
    return snapshot.located(NetworkInterface.class, eni).map(NetworkInterface::primaryIp).orElse(eni);
  }

  /** The answer comes to the gateway's own address. */
  private String natGateway(Path.Hop hop) {
    String own = source(hop.at());
    return own.equals(Ip.text(hop.packet().destination())) ? "hands it back to whom it was sent for" : "goes on as " + own;
  }

  private String internet(Packet packet) {
    return "between " + Ip.text(packet.source()) + " and " + Ip.text(packet.destination());
  }

  static String service(Packet packet) {
    return switch (packet.protocol()) {
      case FilterLine.TCP -> "tcp " + packet.destinationPort();
      case FilterLine.UDP -> "udp " + packet.destinationPort();
      case FilterLine.ICMP -> "icmp";
      default -> "protocol " + packet.protocol();
    };
  }

  private String groupRule(String origin) {
    return snapshot.located(SecurityGroup.class, resource(origin)).stream()
        .flatMap(g -> g.rules().stream())
        .filter(r -> r.id().equals(rule(origin)))
        .findFirst()
        .map(r -> "allows " + ports(r.protocol(), r.fromPort(), r.toPort()) + (r.egress() ? " to " : " from ") + peer(r.peer()))
        .orElse("allows it");
  }

  private static String peer(SecurityGroupRule.Peer peer) {
    return switch (peer) {
      case SecurityGroupRule.CidrPeer(var cidr) -> cidr.toString();
      case SecurityGroupRule.GroupPeer group -> group.groupId();
      case SecurityGroupRule.PrefixListPeer list -> list.prefixListId();
      case SecurityGroupRule.Ipv6Peer block -> block.toString();
    };
  }

  private static String ports(String protocol, int from, int to) {
    String name =
        switch (protocol) {
          case "-1" -> "everything";
          case "6" -> "tcp";
          case "17" -> "udp";
          case "1" -> "icmp";
          default -> protocol;
        };
    if (from < 0 || protocol.equals("-1")) {
      return name;
    }
    return name + " " + (from == to ? from : from + "-" + to);
  }

  private String aclRule(Path.Hop hop) {
    String[] parts = hop.origin().split("/");
    if (parts[2].equals("*")) {
      return "no rule allows " + flow(hop) + ", so rule * denies it";
    }
    return snapshot.located(NetworkAcl.class, parts[0]).stream()
        .flatMap(a -> a.entries().stream())
        .filter(e -> e.egress() == parts[1].equals("out") && e.ruleNumber() == Integer.parseInt(parts[2]))
        .findFirst()
        .map(
            e ->
                (e.allow() ? "allows " : "denies ") + ports(e.protocol(), e.ports().map(NetworkAcl.PortRange::from).orElse(-1), e.ports().map(NetworkAcl.PortRange::to).orElse(-1))
                    + (e.egress() ? " to " : " from ") + e.cidr() + (e.allow() ? "" : ", and with it " + flow(hop)))
        .orElse("");
  }

  private static String flow(Path.Hop hop) {
    return service(hop.packet())
        + (hop.kind() == Path.Kind.ACL_OUT ? " to " + Ip.text(hop.packet().destination()) : " from " + Ip.text(hop.packet().source()));
  }

  private String route(Path.Hop hop) {
    long destination = hop.packet().destination();
    Optional<Fabric> fabric = snapshot.located(Subnet.class, hop.at()).flatMap(s -> outside.fabric(s.vpcId()));
    Optional<SubnetTable> subnet = fabric.flatMap(f -> Optional.ofNullable(f.subnets().get(hop.at())));
    Optional<ForwardingEntry> winner = subnet.flatMap(s -> fabric.get().route(s, destination));
    Optional<Cidr> local = fabric.stream().flatMap(f -> f.cidrs().stream()).filter(c -> c.contains(destination)).findFirst();
    if (local.isPresent()) {
      return local.get() + " to local, which no other route overrides";
    }
    if (winner.isEmpty()) {
      return "no route leads to " + Ip.text(destination);
    }
    List<ForwardingEntry> others =
        fabric.get().forwarding().get(subnet.get().forwarding()).overridden(destination);
    return winner.get().destination() + " to " + hop(winner.get().hop()) + why(winner.get(), others);
  }

  private static String why(ForwardingEntry winner, List<ForwardingEntry> others) {
    if (others.isEmpty()) {
      return ", the only route that matches";
    }
    ForwardingEntry next =
        others.stream().filter(e -> e.destination().length() == winner.destination().length()).findFirst().orElse(others.getFirst());
    String loser = rule(next.origin()) + " to " + hop(next.hop());
    if (next.destination().length() < winner.destination().length()) {
      return ", the longest prefix: it wins over " + loser;
    }
    return ", a static route, which wins over the equally long " + loser;
  }

  static String hop(NextHop hop) {
    return switch (hop) {
      case NextHop.ToInternetGateway(String id) -> id;
      case NextHop.ToNatGateway(String id, _) -> id;
      case NextHop.ToInterface(String id) -> id;
      case NextHop.ToEndpoint(String id) -> id;
      case NextHop.ToUplink(String id) -> id;
      case NextHop.ToTransitGateway(String id, _) -> id;
      case NextHop.Blackhole _ -> "a target that is gone (blackhole)";
    };
  }
}
