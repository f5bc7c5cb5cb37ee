package dev.postern.core.action.ec2.peering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.Caller;
import dev.postern.core.action.ec2.Calls;
import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.action.ec2.tag.CreateTags;
import dev.postern.core.action.ec2.vpc.AssociateVpcCidrBlock;
import dev.postern.core.action.ec2.vpc.DeleteVpc;
import dev.postern.core.error.AwsException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.AcceptVpcPeeringConnectionRequest;
import software.amazon.awssdk.services.ec2.model.AssociateVpcCidrBlockRequest;
import software.amazon.awssdk.services.ec2.model.CidrBlock;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcPeeringConnectionRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcPeeringConnectionRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcPeeringConnectionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcPeeringConnectionsResponse;
import software.amazon.awssdk.services.ec2.model.RejectVpcPeeringConnectionRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.VpcPeeringConnection;

class PeeringOperationsTest {
  private static final String OTHER = "111122223333";
  private static final String FAILURE = "Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range";

  /** The requester; the others see the same snapshot when they {@link #in act}. */
  private final Cloud here = new Cloud();
  private final Cloud there = new Cloud(Caller.root("000000000000", "eu-west-1"), 1);
  private final Cloud stranger = new Cloud(Caller.root(OTHER, "us-east-1"), 2);
  private final String vpc = new Calls(here).vpc("10.0.0.0/16");
  private final String near = new Calls(here).vpc("10.1.0.0/16");
  private final String far = in(there, c -> new Calls(c).vpc("10.2.0.0/16"));
  private final String foreign = in(stranger, c -> new Calls(c).vpc("10.3.0.0/16"));

  private <R> R in(Cloud cloud, Function<Cloud, R> act) {
    cloud.snapshot = here.snapshot;
    cloud.now = here.now;
    R result = act.apply(cloud);
    here.snapshot = cloud.snapshot;
    return result;
  }

  private VpcPeeringConnection create(Consumer<CreateVpcPeeringConnectionRequest.Builder> request) {
    CreateVpcPeeringConnectionRequest.Builder builder = CreateVpcPeeringConnectionRequest.builder().vpcId(vpc);
    request.accept(builder);
    return here.run(CreateVpcPeeringConnection.OPERATION, builder.build()).vpcPeeringConnection();
  }

  private String toNear() {
    return create(r -> r.peerVpcId(near)).vpcPeeringConnectionId();
  }

  private String toFar() {
    return create(r -> r.peerVpcId(far).peerRegion("eu-west-1")).vpcPeeringConnectionId();
  }

  private String toForeign() {
    return create(r -> r.peerVpcId(foreign).peerOwnerId(OTHER)).vpcPeeringConnectionId();
  }

  private static AcceptVpcPeeringConnectionRequest accepting(String id) {
    return AcceptVpcPeeringConnectionRequest.builder().vpcPeeringConnectionId(id).build();
  }

  private static RejectVpcPeeringConnectionRequest rejecting(String id) {
    return RejectVpcPeeringConnectionRequest.builder().vpcPeeringConnectionId(id).build();
  }

  private static DeleteVpcPeeringConnectionRequest deleting(String id) {
    return DeleteVpcPeeringConnectionRequest.builder().vpcPeeringConnectionId(id).build();
  }

  private VpcPeeringConnection accept(Cloud cloud, String id) {
    return in(cloud, c -> c.run(AcceptVpcPeeringConnection.OPERATION, accepting(id)).vpcPeeringConnection());
  }

  private AwsException refusedAccept(Cloud cloud, String id) {
    return in(cloud, c -> c.refused(AcceptVpcPeeringConnection.OPERATION, accepting(id)));
  }

  private List<VpcPeeringConnection> seen(Cloud cloud, Consumer<DescribeVpcPeeringConnectionsRequest.Builder> request) {
    DescribeVpcPeeringConnectionsRequest.Builder builder = DescribeVpcPeeringConnectionsRequest.builder();
    request.accept(builder);
    return in(cloud, c -> c.run(DescribeVpcPeeringConnections.OPERATION, builder.build()).vpcPeeringConnections());
  }

  private List<String> states(Cloud cloud) {
    return seen(cloud, _ -> {}).stream().map(p -> p.status().codeAsString()).toList();
  }

  private List<String> matching(String filter, String value) {
    return seen(here, r -> r.filters(f -> f.name(filter).values(value))).stream().map(VpcPeeringConnection::vpcPeeringConnectionId).toList();
  }

  private static List<String> blocks(List<CidrBlock> set) {
    return set.stream().map(CidrBlock::cidrBlock).toList();
  }

  @Test
  void aRequestWaitsAndTellsOnlyTheRequestersBlocks() {
    VpcPeeringConnection made = create(r -> r.peerVpcId(foreign).peerOwnerId(OTHER));
    assertThat(made.status().codeAsString()).isEqualTo("pending-acceptance");
    assertThat(made.status().message()).isEqualTo("Pending Acceptance by " + OTHER);
    assertThat(made.expirationTime()).isEqualTo(here.now.plus(Duration.ofDays(7)));
    assertThat(made.requesterVpcInfo().cidrBlock()).isEqualTo("10.0.0.0/16");
    assertThat(made.accepterVpcInfo()).returns(null, a -> a.cidrBlock()).returns(OTHER, a -> a.ownerId()).returns(foreign, a -> a.vpcId());
  }

  @Test
  void anAcceptedConnectionTellsTheBlocksOfBothVpcs() {
    String id = toNear();
    here.run(AssociateVpcCidrBlock.OPERATION, AssociateVpcCidrBlockRequest.builder().vpcId(near).cidrBlock("10.9.0.0/16").build());
    VpcPeeringConnection accepted = accept(here, id);
    assertThat(accepted.status().codeAsString()).isEqualTo("active");
    assertThat(accepted.expirationTime()).isNull();
    assertThat(blocks(accepted.requesterVpcInfo().cidrBlockSet())).containsExactly("10.0.0.0/16");
    assertThat(blocks(accepted.accepterVpcInfo().cidrBlockSet())).containsExactly("10.1.0.0/16", "10.9.0.0/16");
  }

  @Test
  void whatCannotBeJoinedFails() {
    String overlapping = new Calls(here).vpc("10.0.128.0/17");
    for (String peer : List.of(vpc, overlapping, "vpc-0123456789abcdef0", far)) {
      VpcPeeringConnection made = create(r -> r.peerVpcId(peer));
      assertThat(made.status().codeAsString()).as(peer).isEqualTo("failed");
      assertThat(made.status().message()).isEqualTo(FAILURE);
    }
    VpcPeeringConnection wrongOwner = create(r -> r.peerVpcId(near).peerOwnerId(OTHER));
    assertThat(wrongOwner.status().codeAsString()).isEqualTo("failed");
    assertThat(states(stranger)).isEmpty();
    assertThat(refusedAccept(stranger, wrongOwner.vpcPeeringConnectionId()).code()).isEqualTo("InvalidVpcPeeringConnectionID.NotFound");
    assertThat(here.refused(DeleteVpcPeeringConnection.OPERATION, deleting(wrongOwner.vpcPeeringConnectionId())))
        .returns("InvalidStateTransition", AwsException::code)
        .hasMessage("Invalid state transition for " + wrongOwner.vpcPeeringConnectionId() + ", attempted to transition from failed to deleting");
  }

  @Test
  void blocksThatCameToOverlapFailOnAcceptance() {
    String id = toNear();
    here.run(AssociateVpcCidrBlock.OPERATION, AssociateVpcCidrBlockRequest.builder().vpcId(near).cidrBlock("10.0.0.0/17").build());
    assertThat(accept(here, id).status()).returns("failed", s -> s.codeAsString()).returns(FAILURE, s -> s.message());
  }

  @Test
  void parametersThatNameNothingAreRefused() {
    CreateVpcPeeringConnectionRequest none = CreateVpcPeeringConnectionRequest.builder().vpcId(vpc).build();
    assertThat(here.refused(CreateVpcPeeringConnection.OPERATION, none).code()).isEqualTo("MissingParameter");
    assertThat(here.refused(CreateVpcPeeringConnection.OPERATION, none.toBuilder().peerVpcId("near").build()).code())
        .isEqualTo("InvalidVpcID.Malformed");
    assertThat(here.refused(CreateVpcPeeringConnection.OPERATION, none.toBuilder().peerVpcId(near).peerRegion("moon-1").build()).code())
        .isEqualTo("InvalidParameterValue");
    assertThat(here.refused(CreateVpcPeeringConnection.OPERATION, none.toBuilder().peerVpcId(near).peerOwnerId("me").build()).code())
        .isEqualTo("InvalidParameterValue");
    assertThat(here.refused(CreateVpcPeeringConnection.OPERATION, none.toBuilder().vpcId(foreign).peerVpcId(near).build()).code())
        .isEqualTo("InvalidVpcID.NotFound");
  }

  @Test
  void bothEndsSeeIt() {
    String id = toFar();
    String other = toForeign();
    assertThat(seen(there, _ -> {})).extracting(VpcPeeringConnection::vpcPeeringConnectionId).containsExactly(id);
    assertThat(seen(stranger, _ -> {})).extracting(VpcPeeringConnection::vpcPeeringConnectionId).containsExactly(other);
    assertThat(seen(here, _ -> {})).extracting(VpcPeeringConnection::vpcPeeringConnectionId).containsExactlyInAnyOrder(id, other);
    assertThat(in(stranger, c -> c.refused(
            DescribeVpcPeeringConnections.OPERATION, DescribeVpcPeeringConnectionsRequest.builder().vpcPeeringConnectionIds(id).build())).code())
        .isEqualTo("InvalidVpcPeeringConnectionID.NotFound");
  }

  @Test
  void onlyTheAccepterAcceptsAndInItsRegion() {
    String id = toFar();
    assertThat(refusedAccept(here, id))
        .returns("OperationNotPermitted", AwsException::code)
        .hasMessage("Incorrect region (us-east-1) specified for this request. VPC peering connection " + id
            + " must be accepted in region eu-west-1");
    assertThat(refusedAccept(stranger, id).code()).isEqualTo("InvalidVpcPeeringConnectionID.NotFound");
    assertThat(accept(there, id).status().codeAsString()).isEqualTo("active");
    String other = toForeign();
    assertThat(refusedAccept(here, other).code()).isEqualTo("OperationNotPermitted");
    assertThat(here.refused(RejectVpcPeeringConnection.OPERATION, rejecting(other)).code()).isEqualTo("OperationNotPermitted");
    assertThat(accept(stranger, other).status().codeAsString()).isEqualTo("active");
    assertThat(refusedAccept(stranger, other).code()).isEqualTo("InvalidStateTransition");
  }

  @Test
  void aRejectedRequestIsOverAndSeenByBothForTwoDays() {
    String id = toForeign();
    assertThat(in(stranger, c -> c.run(RejectVpcPeeringConnection.OPERATION, rejecting(id))).returnValue()).isTrue();
    assertThat(states(here)).containsExactly("rejected");
    assertThat(states(stranger)).containsExactly("rejected");
    assertThat(refusedAccept(stranger, id).code()).isEqualTo("InvalidStateTransition");
    here.now = here.now.plus(Duration.ofDays(2));
    assertThat(states(here)).isEmpty();
    assertThat(states(stranger)).isEmpty();
    toNear();
    assertThat(here.snapshot.located(dev.postern.core.model.VpcPeeringConnection.class, id)).isEmpty();
  }

  @Test
  void aRequestExpiresAfterSevenDays() {
    String id = toNear();
    here.now = here.now.plus(Duration.ofDays(7)).minusMillis(1);
    assertThat(states(here)).containsExactly("pending-acceptance");
    here.now = here.now.plusMillis(1);
    assertThat(states(here)).containsExactly("expired");
    assertThat(refusedAccept(here, id)).hasMessage("Invalid state transition for " + id + ", attempted to transition from expired to active");
    here.now = here.now.plus(Duration.ofDays(2));
    assertThat(refusedAccept(here, id).code()).isEqualTo("InvalidVpcPeeringConnectionID.NotFound");
  }

  @Test
  void theSameRequestAgainGivesTheSameConnection() {
    String id = toNear();
    assertThat(toNear()).isEqualTo(id);
    accept(here, id);
    assertThat(create(r -> r.peerVpcId(near)))
        .returns(id, VpcPeeringConnection::vpcPeeringConnectionId)
        .returns("active", p -> p.status().codeAsString());
    here.run(DeleteVpcPeeringConnection.OPERATION, deleting(id));
    assertThat(toNear()).isNotEqualTo(id);
  }

  @Test
  void theOppositeOfAnActiveConnectionIsNotAccepted() {
    accept(here, toNear());
    String opposite = create(r -> r.vpcId(near).peerVpcId(vpc)).vpcPeeringConnectionId();
    assertThat(refusedAccept(here, opposite))
        .returns("VpcPeeringConnectionAlreadyExists", AwsException::code)
        .hasMessage("The vpc peering connection identified by " + opposite + " already exists.");
  }

  @Test
  void eitherSideDeletesAnActiveOneAndOnlyTheRequesterAWaitingOne() {
    String id = toForeign();
    assertThat(in(stranger, c -> c.refused(DeleteVpcPeeringConnection.OPERATION, deleting(id))).code()).isEqualTo("OperationNotPermitted");
    accept(stranger, id);
    assertThat(in(stranger, c -> c.run(DeleteVpcPeeringConnection.OPERATION, deleting(id))).returnValue()).isTrue();
    assertThat(seen(here, r -> r.vpcPeeringConnectionIds(id)))
        .singleElement()
        .satisfies(p -> assertThat(p.status()).returns("deleted", s -> s.codeAsString()).returns("Deleted by " + OTHER, s -> s.message()));
    String waiting = toFar();
    here.run(DeleteVpcPeeringConnection.OPERATION, deleting(waiting));
    assertThat(states(there)).containsExactly("deleted");
    assertThat(in(there, c -> c.refused(DeleteVpcPeeringConnection.OPERATION, deleting(waiting))).code()).isEqualTo("InvalidStateTransition");
  }

  @Test
  void aConnectionHoldsItsVpcsUntilItIsOver() {
    String id = toNear();
    DeleteVpcRequest delete = DeleteVpcRequest.builder().vpcId(near).build();
    accept(here, id);
    assertThat(here.refused(DeleteVpc.OPERATION, delete).code()).isEqualTo("DependencyViolation");
    here.run(DeleteVpcPeeringConnection.OPERATION, deleting(id));
    here.run(DeleteVpc.OPERATION, delete);
    assertThat(states(here)).isEmpty();
  }

  @Test
  void eachFilterSelects() {
    String id = accept(here, toNear()).vpcPeeringConnectionId();
    String waiting = toFar();
    assertThat(matching("vpc-peering-connection-id", id)).containsExactly(id);
    assertThat(matching("status-code", "active")).containsExactly(id);
    assertThat(matching("status-message", "Pending*")).containsExactly(waiting);
    assertThat(matching("expiration-time", "2026-11-30T12:00:00.000Z")).containsExactly(waiting);
    assertThat(matching("accepter-vpc-info.cidr-block", "10.1.0.0/16")).containsExactly(id);
    assertThat(matching("accepter-vpc-info.vpc-id", far)).containsExactly(waiting);
    assertThat(matching("accepter-vpc-info.owner-id", OTHER)).isEmpty();
    assertThat(matching("requester-vpc-info.cidr-block", "10.0.0.0/16")).containsExactlyInAnyOrder(id, waiting);
    assertThat(matching("requester-vpc-info.vpc-id", near)).isEmpty();
    assertThat(matching("requester-vpc-info.owner-id", "000000000000")).containsExactlyInAnyOrder(id, waiting);
  }

  @Test
  void resultsComeInPages() {
    List<String> made = IntStream.range(0, 6).mapToObj(_ -> create(r -> r.peerVpcId(vpc)).vpcPeeringConnectionId()).toList();
    DescribeVpcPeeringConnectionsRequest first = DescribeVpcPeeringConnectionsRequest.builder().maxResults(5).build();
    DescribeVpcPeeringConnectionsResponse page = here.run(DescribeVpcPeeringConnections.OPERATION, first);
    assertThat(page.vpcPeeringConnections()).hasSize(5);
    assertThat(here.run(DescribeVpcPeeringConnections.OPERATION, first.toBuilder().nextToken(page.nextToken()).build()).vpcPeeringConnections())
        .singleElement()
        .satisfies(p -> assertThat(made).contains(p.vpcPeeringConnectionId()));
  }

  @Test
  void eachSideHasItsOwnTags() {
    String id = create(r -> r.peerVpcId(foreign)
            .peerOwnerId(OTHER)
            .tagSpecifications(t -> t.resourceType("vpc-peering-connection").tags(Tag.builder().key("side").value("requester").build())))
        .vpcPeeringConnectionId();
    in(stranger, c -> c.run(
        CreateTags.OPERATION, CreateTagsRequest.builder().resources(id).tags(Tag.builder().key("side").value("accepter").build()).build()));
    assertThat(matching("tag:side", "requester")).containsExactly(id);
    assertThat(matching("tag:side", "accepter")).isEmpty();
    assertThat(seen(stranger, r -> r.filters(f -> f.name("tag:side").values("accepter"))))
        .singleElement()
        .satisfies(p -> assertThat(p.tags()).extracting(Tag::value).containsExactly("accepter"));
  }
}
