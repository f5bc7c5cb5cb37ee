package dev.postern.core.action.ec2.peering;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Tags;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcPeeringConnection;
import dev.postern.core.region.Region;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.ec2.model.CreateVpcPeeringConnectionRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcPeeringConnectionResponse;

/**
 * Asks the owner of another VPC, of whatever account and Region, to join it to one of the caller's.
 *
 * <p>A second request of the same direction gives the connection that waits or is active already, as AWS does; one of the other direction is
 * made, and refused when it is accepted. What cannot be joined is made as {@code failed}, at once, where AWS takes a moment over
 * {@code initiating-request}.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcPeeringConnection.html">AWS</a>
 *
 * <p>Errors: {@code MissingParameter}, {@code InvalidVpcID.NotFound}, {@code InvalidVpcID.Malformed}, {@code InvalidParameterValue},
 * {@code TagLimitExceeded}.
 */
public final class CreateVpcPeeringConnection implements Action<CreateVpcPeeringConnectionRequest, CreateVpcPeeringConnectionResponse> {
  static final String FAILURE = "Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range";

  public static final Operation<CreateVpcPeeringConnectionRequest, CreateVpcPeeringConnectionResponse> OPERATION =
      Operation.of(
          "CreateVpcPeeringConnection",
          CreateVpcPeeringConnectionRequest.class,
          new CreateVpcPeeringConnection(),
          "VpcId",
          "PeerVpcId",
          "PeerOwnerId",
          "PeerRegion",
          "TagSpecification");

  @Override
  public Applied<CreateVpcPeeringConnectionResponse> apply(
      Snapshot snapshot, Caller caller, CreateVpcPeeringConnectionRequest request, Facts facts) {
    TreePMap<String, String> tags = Tags.of(request.tagSpecifications(), Kind.VPC_PEERING_CONNECTION);
    Vpc vpc = Lookup.require(snapshot, caller, Vpc.class, Kind.VPC, request.vpcId());
    VpcPeeringConnection.Side accepter = peer(caller, request);
    Optional<VpcPeeringConnection> earlier =
        snapshot.inNetwork(VpcPeeringConnection.class, vpc.id()).stream()
            .filter(c -> c.at(facts.now()).holds() && c.requester().vpcId().equals(vpc.id()))
            .filter(c -> c.accepter().withCidrs(List.of()).equals(accepter))
            .findFirst();
    if (earlier.isPresent()) {
      return response(snapshot, caller, earlier.get());
    }
    List<Cidr> blocks = vpc.cidrs().stream().map(Vpc.CidrAssociation::cidr).toList();
    VpcPeeringConnection.Side requester = new VpcPeeringConnection.Side(caller.account(), caller.region(), vpc.id(), blocks);
    // The VPC itself overlaps with itself.
    boolean joinable = Connections.blocks(snapshot, accepter).filter(others -> !Connections.overlap(blocks, others)).isPresent();
    ResourceKey key = Lookup.key(caller, Kind.VPC_PEERING_CONNECTION, facts.seed().id("pcx"));
    VpcPeeringConnection connection =
        new VpcPeeringConnection(
            key,
            requester,
            accepter,
            joinable ? VpcPeeringConnection.State.PENDING_ACCEPTANCE : VpcPeeringConnection.State.FAILED,
            joinable ? "Pending Acceptance by " + accepter.account() : FAILURE,
            facts.now(),
            facts.now());
    Snapshot next = Connections.withoutForgotten(snapshot, caller, facts.now()).with(connection).withTags(key, tags);
    return response(next, caller, connection);
  }

  /** The other end; AWS tells its blocks only once the connection is active. */
  private static VpcPeeringConnection.Side peer(Caller caller, CreateVpcPeeringConnectionRequest request) {
    if (request.peerVpcId() == null) {
      throw Ec2Error.MISSING_PARAMETER.with("peerVpcId");
    }
    String vpcId = Lookup.wellFormed(Kind.VPC, request.peerVpcId());
    String account = request.peerOwnerId() == null ? caller.account() : request.peerOwnerId();
    if (!account.matches("[0-9]{12}")) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("Value (" + account + ") for parameter peerOwnerId is invalid. Invalid account ID.");
    }
    String region = request.peerRegion() == null ? caller.region() : request.peerRegion();
    if (Region.find(region).isEmpty()) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("Value (" + region + ") for parameter peerRegion is invalid. Invalid region.");
    }
    return new VpcPeeringConnection.Side(account, region, vpcId, List.of());
  }

  private static Applied<CreateVpcPeeringConnectionResponse> response(Snapshot next, Caller caller, VpcPeeringConnection connection) {
    return Applied.of(
        next,
        CreateVpcPeeringConnectionResponse.builder().vpcPeeringConnection(ConnectionView.of(next, caller, connection)).build());
  }
}
