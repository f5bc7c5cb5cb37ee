package dev.postern.core.action.ec2.vpc;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.Vpc;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.DisassociateVpcCidrBlockRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateVpcCidrBlockResponse;

/**
 * Takes an IPv4 block, not the primary one, from a VPC.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateVpcCidrBlock.html">AWS</a>
 *
 * <p>Errors: {@code MissingParameter}, {@code InvalidVpcCidrBlockAssociationID.NotFound}, {@code OperationNotPermitted},
 * {@code DependencyViolation}.
 */
public final class DisassociateVpcCidrBlock implements Action<DisassociateVpcCidrBlockRequest, DisassociateVpcCidrBlockResponse> {
  public static final Operation<DisassociateVpcCidrBlockRequest, DisassociateVpcCidrBlockResponse> OPERATION =
      Operation.of("DisassociateVpcCidrBlock", DisassociateVpcCidrBlockRequest.class, new DisassociateVpcCidrBlock(), "AssociationId");

  @Override
  public Applied<DisassociateVpcCidrBlockResponse> apply(Snapshot snapshot, Caller caller, DisassociateVpcCidrBlockRequest request, Facts facts) {
    String id = Lookup.given(request.associationId(), "AssociationId");
    Vpc vpc =
        snapshot.all(Vpc.class, Kind.VPC, caller.account(), caller.region()).stream()
            .filter(v -> v.cidrs().stream().anyMatch(c -> c.id().equals(id)))
            .findFirst()
            .orElseThrow(() -> Ec2Error.VPC_CIDR_ASSOCIATION_NOT_FOUND.with(id));
    Vpc.CidrAssociation association = vpc.cidrs().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
    if (association.equals(vpc.cidrs().getFirst())) {
      throw Ec2Error.OPERATION_NOT_PERMITTED.with(
          "The vpc CIDR block with association ID " + id + " may not be disassociated. It is the primary IPv4 CIDR block of the VPC");
    }
    if (snapshot.inNetwork(Subnet.class, vpc.id()).stream().anyMatch(s -> association.cidr().contains(s.cidr()))) {
      throw Ec2Error.DEPENDENCY_VIOLATION.with("The vpc CIDR block '" + association.cidr() + "' has dependencies and cannot be disassociated.");
    }
    Vpc narrower = vpc.withCidrs(vpc.cidrs().stream().filter(c -> !c.id().equals(id)).toList());
    return Applied.of(
        snapshot.with(narrower),
        DisassociateVpcCidrBlockResponse.builder().vpcId(vpc.id()).cidrBlockAssociation(VpcView.association(association, "disassociating")).build());
  }
}
