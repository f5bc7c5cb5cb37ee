package dev.postern.core.action.ec2.vpc;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Route;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.Vpc;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.AssociateVpcCidrBlockRequest;
import software.amazon.awssdk.services.ec2.model.AssociateVpcCidrBlockResponse;

/**
 * Gives a VPC one more IPv4 block.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateVpcCidrBlock.html">AWS</a>
 *
 * <p>Errors: {@code InvalidVpcID.NotFound}, {@code MissingParameter}, {@code InvalidParameterValue}, {@code InvalidVpc.Range},
 * {@code VpcCidrBlockLimitExceeded}.
 */
public final class AssociateVpcCidrBlock implements Action<AssociateVpcCidrBlockRequest, AssociateVpcCidrBlockResponse> {
  private static final int MOST = 5;

  /**
   * A block out of one of these goes only with a primary block out of the same one.
   * <a href="https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html">AWS</a>
   */
  private static final List<Cidr> PRIVATE_RANGES =
      Stream.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "198.19.0.0/16").map(Cidr::parse).toList();

  public static final Operation<AssociateVpcCidrBlockRequest, AssociateVpcCidrBlockResponse> OPERATION =
      Operation.of("AssociateVpcCidrBlock", AssociateVpcCidrBlockRequest.class, new AssociateVpcCidrBlock(), "VpcId", "CidrBlock");

  @Override
  public Applied<AssociateVpcCidrBlockResponse> apply(Snapshot snapshot, Caller caller, AssociateVpcCidrBlockRequest request, Facts facts) {
    Vpc vpc = Lookup.require(snapshot, caller, Vpc.class, Kind.VPC, request.vpcId());
    Cidr cidr = CreateVpc.block(request.cidrBlock());
    if (vpc.cidrs().stream().anyMatch(c -> c.cidr().overlaps(cidr))) {
      throw Ec2Error.VPC_RANGE.saying("The CIDR '" + cidr + "' conflicts with one of the CIDRs of the VPC.");
    }
    if (PRIVATE_RANGES.stream().anyMatch(r -> r.contains(cidr) && !r.contains(vpc.primary()))) {
      throw Ec2Error.VPC_RANGE.saying(
          "The CIDR '" + cidr + "' is restricted. Use a CIDR from the same private address range as the current VPC CIDR, or use a"
              + " publicly-routable CIDR.");
    }
    requireNoNarrowerRoute(snapshot, vpc, cidr);
    if (vpc.cidrs().size() == MOST) {
      throw Ec2Error.VPC_CIDR_LIMIT_EXCEEDED.with();
    }
    Vpc.CidrAssociation association = new Vpc.CidrAssociation(facts.seed().id("vpc-cidr-assoc"), cidr);
    Vpc wider = vpc.withCidrs(Stream.concat(vpc.cidrs().stream(), Stream.of(association)).toList());
    return Applied.of(
        snapshot.with(wider),
        AssociateVpcCidrBlockResponse.builder().vpcId(vpc.id()).cidrBlockAssociation(VpcView.association(association, "associating")).build());
  }

  /** The block's local route may not take a route's place. */
  private static void requireNoNarrowerRoute(Snapshot snapshot, Vpc vpc, Cidr cidr) {
    for (RouteTable table : snapshot.inNetwork(RouteTable.class, vpc.id())) {
      for (Route route : table.routes()) {
        if (route.destination() instanceof Route.ToCidr(Cidr to) && cidr.contains(to)) {
          throw Ec2Error.VPC_RANGE.saying("The CIDR '" + cidr + "' is the same or larger than the CIDR of a route in one of the VPC's route tables.");
        }
      }
    }
  }
}
