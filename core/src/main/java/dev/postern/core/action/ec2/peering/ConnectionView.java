package dev.postern.core.action.ec2.peering;

import dev.postern.core.action.Caller;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Tags;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.VpcPeeringConnection;
import dev.postern.core.state.Snapshot;
import java.time.Instant;
import java.util.Optional;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.ec2.model.CidrBlock;
import software.amazon.awssdk.services.ec2.model.VpcPeeringConnectionVpcInfo;

/** A peering connection as responses show it to one of its sides. */
final class ConnectionView {
  private ConnectionView() {}

  static software.amazon.awssdk.services.ec2.model.VpcPeeringConnection of(
      Snapshot snapshot, Caller caller, VpcPeeringConnection connection) {
    return software.amazon.awssdk.services.ec2.model.VpcPeeringConnection.builder()
        .vpcPeeringConnectionId(connection.id())
        .requesterVpcInfo(side(connection.requester()))
        .accepterVpcInfo(side(connection.accepter()))
        .status(s -> s.code(code(connection.state())).message(connection.statusMessage()))
        .expirationTime(expiration(connection).orElse(null))
        .tags(Tags.shown(snapshot, tagged(caller, connection)))
        .build();
  }

  /** Of a request that waits or waited in vain. */
  static Optional<Instant> expiration(VpcPeeringConnection connection) {
    return switch (connection.state()) {
      case PENDING_ACCEPTANCE, EXPIRED -> Optional.of(connection.expiration());
      case ACTIVE, REJECTED, FAILED, DELETED -> Optional.empty();
    };
  }

  static String code(VpcPeeringConnection.State state) {
    return switch (state) {
      case PENDING_ACCEPTANCE -> "pending-acceptance";
      case ACTIVE -> "active";
      case REJECTED -> "rejected";
      case FAILED -> "failed";
      case EXPIRED -> "expired";
      case DELETED -> "deleted";
    };
  }

  /** What carries the tags that this caller sees: each side has its own. */
  static ResourceKey tagged(Caller caller, VpcPeeringConnection connection) {
    return Lookup.key(caller, Kind.VPC_PEERING_CONNECTION, connection.id());
  }

  /** Without the tags of the accepter's side; those of the requester's go with the resource. */
  static Snapshot untagged(Snapshot snapshot, VpcPeeringConnection connection) {
    VpcPeeringConnection.Side accepter = connection.accepter();
    return snapshot.withTags(
        new ResourceKey(accepter.account(), accepter.region(), Kind.VPC_PEERING_CONNECTION, connection.id()), TreePMap.empty());
  }

  /** Private names and ClassicLink do not cross a connection, so the options say no wherever AWS says anything of them. */
  private static VpcPeeringConnectionVpcInfo side(VpcPeeringConnection.Side side) {
    VpcPeeringConnectionVpcInfo.Builder shown =
        VpcPeeringConnectionVpcInfo.builder().ownerId(side.account()).region(side.region()).vpcId(side.vpcId());
    if (!side.cidrs().isEmpty()) {
      shown
          .cidrBlock(side.cidrs().getFirst().toString())
          .cidrBlockSet(side.cidrs().stream().map(Cidr::toString).map(c -> CidrBlock.builder().cidrBlock(c).build()).toList())
          .peeringOptions(
              o ->
                  o.allowDnsResolutionFromRemoteVpc(false)
                      .allowEgressFromLocalClassicLinkToRemoteVpc(false)
                      .allowEgressFromLocalVpcToRemoteClassicLink(false));
    }
    return shown.build();
  }
}
