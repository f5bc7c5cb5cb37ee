package dev.postern.core.path;

import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.ForwardingEntry;
import dev.postern.core.fabric.NextHop;
import dev.postern.core.fabric.Port;
import dev.postern.core.fabric.SubnetTable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;

/** What a packet passes at the edges of subnets, and what its answer must pass there on the way back. */
final class Answer {
  private final Trail trail;

  /** The nearest to the destination first. */
  private final Deque<Supplier<Optional<End.Stopped>>> back = new ArrayDeque<>();

  Answer(Trail trail) {
    this.trail = trail;
  }

  /** The answer must pass this too, before what was met earlier. */
  void passes(Supplier<Optional<End.Stopped>> check) {
    back.addFirst(check);
  }

  /** Groups are stateful: only network ACLs, and routes to other networks, look at the answer. */
  End to(End there) {
    trail.turnBack();
    return back.stream().map(Supplier::get).flatMap(Optional::stream).findFirst().<End>map(s -> s).orElse(there);
  }

  /** Network ACLs between two subnets, none inside one subnet; {@code mirrored} when the answer takes the same way back. */
  Optional<End> betweenSubnets(Fabric fabric, Port from, Port to, Packet packet, boolean mirrored) {
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
      leaves(fabric, there, packet.reply());
    }
    return in.map(s -> s);
  }

  Optional<End> leaveSubnet(Fabric fabric, Port from, Packet packet, boolean mirrored) {
    SubnetTable here = fabric.subnetOf(from);
    Optional<End.Stopped> out = trail.acl(fabric, here, packet, true);
    if (out.isEmpty() && mirrored) {
      passes(() -> trail.acl(fabric, here, packet.reply(), false));
    }
    return out.map(s -> s);
  }

  /** It comes back through a gateway that lets it pass. */
  void through(Path.Kind kind, String gatewayId, String at, Packet answer) {
    passes(
        () -> {
          trail.pass(kind, gatewayId, at, answer);
          return Optional.empty();
        });
  }

  /** The answer takes the local route of the answering port's subnet. */
  void local(Fabric fabric, Port from, Packet answer) {
    passes(
        () -> {
          trail.local(fabric, fabric.subnetOf(from), answer);
          return Optional.empty();
        });
  }

  /** It goes out by the internet gateway or not at all: a NAT gateway would change its address. */
  void toTheInternet(Fabric fabric, SubnetTable subnet, Packet answer) {
    passes(
        () -> {
          Optional<ForwardingEntry> home = fabric.route(subnet, answer.destination()).filter(e -> e.hop() instanceof NextHop.ToInternetGateway);
          home.ifPresent(e -> trail.pass(Path.Kind.ROUTE, e.origin(), subnet.subnetId(), answer));
          return home.isPresent()
              ? Optional.empty()
              : Optional.of(trail.stop(ExplanationCode.NO_ROUTE_TO_DESTINATION, Path.Kind.ROUTE, subnet.routeTableId(), subnet.subnetId(), answer));
        });
  }

  void leaves(Fabric fabric, SubnetTable subnet, Packet answer) {
    passes(() -> trail.acl(fabric, subnet, answer, true));
  }
}
