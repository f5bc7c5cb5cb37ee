package dev.postern.core.action.ec2.peering;

import dev.postern.core.action.Caller;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.AwsException;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.error.IdError;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcPeeringConnection;
import dev.postern.core.state.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the peering connections that a caller sees, as they are now, and holds the rules that the operations share.
 * <a href="https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html">AWS</a>
 */
final class Connections {
  private static final Duration SHORT = Duration.ofHours(2);
  private static final Duration LONG = Duration.ofDays(2);

  private Connections() {}

  /** All that have an end in the caller's account and Region, looked up by the caller's requests and by the caller's VPCs. */
  static List<VpcPeeringConnection> all(Snapshot snapshot, Caller caller, Instant now) {
    Stream<VpcPeeringConnection> asked =
        snapshot.all(VpcPeeringConnection.class, Kind.VPC_PEERING_CONNECTION, caller.account(), caller.region()).stream();
    Stream<VpcPeeringConnection> joined =
        snapshot.all(Vpc.class, Kind.VPC, caller.account(), caller.region()).stream()
            .flatMap(v -> snapshot.inNetwork(VpcPeeringConnection.class, v.id()).stream());
    return Stream.concat(asked, joined).distinct().map(c -> c.at(now)).filter(c -> isShown(c, now)).toList();
  }

  /** The connection if the caller sees it, as it is now. */
  static VpcPeeringConnection require(Snapshot snapshot, Caller caller, @Nullable String id, Instant now) {
    String formed = Lookup.wellFormed(Kind.VPC_PEERING_CONNECTION, id);
    return snapshot
        .located(VpcPeeringConnection.class, formed)
        .map(c -> c.at(now))
        .filter(c -> isShown(c, now) && isSeenBy(c, caller))
        .orElseThrow(() -> IdError.VPC_PEERING_CONNECTION.notFound(formed));
  }

  /** The same for what only the accepter may do, in the accepter's Region and while the request waits. */
  static VpcPeeringConnection requireToAnswer(
      Snapshot snapshot, Caller caller, @Nullable String id, String verb, String participle, VpcPeeringConnection.State to, Instant now) {
    VpcPeeringConnection connection = require(snapshot, caller, id, now);
    VpcPeeringConnection.Side accepter = connection.accepter();
    if (!accepter.account().equals(caller.account())) {
      throw Ec2Error.OPERATION_NOT_PERMITTED.with("User " + caller.account() + " cannot " + verb + " peering " + connection.id());
    }
    if (!accepter.region().equals(caller.region())) {
      throw Ec2Error.OPERATION_NOT_PERMITTED.with(
          "Incorrect region (" + caller.region() + ") specified for this request. VPC peering connection " + connection.id() + " must be "
              + participle + " in region " + accepter.region());
    }
    if (connection.state() != VpcPeeringConnection.State.PENDING_ACCEPTANCE) {
      throw wrongState(connection, ConnectionView.code(to));
    }
    return connection;
  }

  static AwsException wrongState(VpcPeeringConnection connection, String to) {
    return Ec2Error.INVALID_STATE_TRANSITION.with(connection.id(), ConnectionView.code(connection.state()), to);
  }

  /** Without those of the caller's requests that nobody sees any more, and the tags of both sides. */
  static Snapshot withoutForgotten(Snapshot snapshot, Caller caller, Instant now) {
    Snapshot next = snapshot;
    for (VpcPeeringConnection one :
        snapshot.all(VpcPeeringConnection.class, Kind.VPC_PEERING_CONNECTION, caller.account(), caller.region())) {
      if (!isShown(one.at(now), now)) {
        next = ConnectionView.untagged(next, one).without(one.key());
      }
    }
    return next;
  }

  /** The blocks of the VPC at an end, if there is one where the connection says. */
  static Optional<List<Cidr>> blocks(Snapshot snapshot, VpcPeeringConnection.Side side) {
    return snapshot
        .located(Vpc.class, side.vpcId())
        .filter(v -> side.belongsTo(v.key().account(), v.key().region()))
        .map(v -> v.cidrs().stream().map(Vpc.CidrAssociation::cidr).toList());
  }

  static boolean overlap(List<Cidr> some, List<Cidr> others) {
    return some.stream().anyMatch(c -> others.stream().anyMatch(c::overlaps));
  }

  /** A request that failed is the requester's alone. */
  private static boolean isSeenBy(VpcPeeringConnection connection, Caller caller) {
    boolean accepts = connection.accepter().belongsTo(caller.account(), caller.region());
    return connection.requester().belongsTo(caller.account(), caller.region())
        || (accepts && connection.state() != VpcPeeringConnection.State.FAILED);
  }

  /**
   * AWS shows what is over for two hours to the one who ended it and for two days to the other; here it stays as long as either would see
   * it. An expired one stays for two days and a failed one for two hours.
   */
  private static boolean isShown(VpcPeeringConnection connection, Instant now) {
    boolean oneAccount = connection.requester().account().equals(connection.accepter().account());
    return switch (connection.state()) {
      case PENDING_ACCEPTANCE, ACTIVE -> true;
      case EXPIRED -> now.isBefore(connection.since().plus(LONG));
      case FAILED -> now.isBefore(connection.since().plus(SHORT));
      case REJECTED, DELETED -> now.isBefore(connection.since().plus(oneAccount ? SHORT : LONG));
    };
  }
}
