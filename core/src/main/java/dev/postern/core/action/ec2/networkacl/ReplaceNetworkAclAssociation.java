package dev.postern.core.action.ec2.networkacl;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkAcl;
import dev.postern.core.model.NetworkAcl.Association;
import dev.postern.core.state.Snapshot;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.ReplaceNetworkAclAssociationRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceNetworkAclAssociationResponse;

/**
 * Gives a subnet another network ACL of its VPC, under a new association id.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceNetworkAclAssociation.html">AWS</a>
 *
 * <p>Errors: {@code InvalidAssociationID.NotFound}, {@code InvalidNetworkAclID.NotFound}, {@code InvalidParameterValue}.
 */
public final class ReplaceNetworkAclAssociation
    implements Action<ReplaceNetworkAclAssociationRequest, ReplaceNetworkAclAssociationResponse> {
  public static final Operation<ReplaceNetworkAclAssociationRequest, ReplaceNetworkAclAssociationResponse> OPERATION =
      Operation.of(
          "ReplaceNetworkAclAssociation",
          ReplaceNetworkAclAssociationRequest.class,
          new ReplaceNetworkAclAssociation(),
          "AssociationId",
          "NetworkAclId");

  @Override
  public Applied<ReplaceNetworkAclAssociationResponse> apply(
      Snapshot snapshot, Caller caller, ReplaceNetworkAclAssociationRequest request, Facts facts) {
    String id = Lookup.given(request.associationId(), "AssociationId");
    NetworkAcl to = Lookup.require(snapshot, caller, NetworkAcl.class, Kind.NETWORK_ACL, request.networkAclId());
    NetworkAcl from =
        snapshot.all(NetworkAcl.class, Kind.NETWORK_ACL, caller.account(), caller.region()).stream()
            .filter(a -> a.associations().stream().anyMatch(s -> s.id().equals(id)))
            .findFirst()
            .orElseThrow(() -> Ec2Error.ASSOCIATION_NOT_FOUND.with(id));
    Association old = from.associations().stream().filter(a -> a.id().equals(id)).findFirst().orElseThrow();
    if (!from.vpcId().equals(to.vpcId())) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with(
          "networkAcl '" + to.id() + "' and subnet '" + old.subnetId() + "' belong to different networks");
    }
    Association made = new Association(facts.seed().id("aclassoc"), old.subnetId());
    Snapshot without = snapshot.with(from.withAssociations(from.associations().stream().filter(a -> !a.equals(old)).toList()));
    NetworkAcl target = Lookup.require(without, caller, NetworkAcl.class, Kind.NETWORK_ACL, to.id());
    return Applied.of(
        without.with(target.withAssociations(Stream.concat(target.associations().stream(), Stream.of(made)).toList())),
        ReplaceNetworkAclAssociationResponse.builder().newAssociationId(made.id()).build());
  }
}
