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
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkAclRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkAclResponse;

/**
 * Deletes a network ACL that no subnet uses and that is not the VPC's default.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNetworkAcl.html">AWS</a>
 *
 * <p>Errors: {@code InvalidNetworkAclID.NotFound}, {@code InvalidParameterValue}, {@code DependencyViolation}.
 */
public final class DeleteNetworkAcl implements Action<DeleteNetworkAclRequest, DeleteNetworkAclResponse> {
  public static final Operation<DeleteNetworkAclRequest, DeleteNetworkAclResponse> OPERATION =
      Operation.of("DeleteNetworkAcl", DeleteNetworkAclRequest.class, new DeleteNetworkAcl(), "NetworkAclId");

  @Override
  public Applied<DeleteNetworkAclResponse> apply(Snapshot snapshot, Caller caller, DeleteNetworkAclRequest request, Facts facts) {
    NetworkAcl acl = Lookup.require(snapshot, caller, NetworkAcl.class, Kind.NETWORK_ACL, request.networkAclId());
    if (acl.isDefault()) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("cannot delete default network ACL " + acl.id());
    }
    if (!acl.associations().isEmpty()) {
      throw Ec2Error.DEPENDENCY_VIOLATION.with("The networkAcl '" + acl.id() + "' has dependencies and cannot be deleted.");
    }
    return Applied.of(snapshot.without(acl.key()), DeleteNetworkAclResponse.builder().build());
  }
}
