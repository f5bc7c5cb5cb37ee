package dev.postern.core.action.ec2.securitygroup;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.SecurityGroupRule;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupResponse;

/**
 * Deletes a security group that no interface, no endpoint and no other group's rule uses.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSecurityGroup.html">AWS</a>
 *
 * <p>Errors: {@code InvalidGroup.NotFound}, {@code CannotDelete}, {@code DependencyViolation}.
 */
public final class DeleteSecurityGroup implements Action<DeleteSecurityGroupRequest, DeleteSecurityGroupResponse> {
  public static final Operation<DeleteSecurityGroupRequest, DeleteSecurityGroupResponse> OPERATION =
      Operation.of("DeleteSecurityGroup", DeleteSecurityGroupRequest.class, new DeleteSecurityGroup(), "GroupId", "GroupName");

  @Override
  public Applied<DeleteSecurityGroupResponse> apply(Snapshot snapshot, Caller caller, DeleteSecurityGroupRequest request, Facts facts) {
    SecurityGroup group = GroupLookup.require(snapshot, caller, request.groupId(), request.groupName());
    if (group.name().equals("default")) {
      throw Ec2Error.CANNOT_DELETE.with(group.id());
    }
    if (isUsed(snapshot, group)) {
      throw Ec2Error.DEPENDENCY_VIOLATION.with("resource " + group.id() + " has a dependent object");
    }
    return Applied.of(snapshot.without(group.key()), DeleteSecurityGroupResponse.builder().returnValue(true).groupId(group.id()).build());
  }

  private static boolean isUsed(Snapshot snapshot, SecurityGroup group) {
    SecurityGroupRule.Peer self = new SecurityGroupRule.GroupPeer(group.id(), group.key().account());
    return snapshot.inNetwork(NetworkInterface.class, group.vpcId()).stream().anyMatch(n -> n.groupIds().contains(group.id()))
        || snapshot.inNetwork(VpcEndpoint.class, group.vpcId()).stream().anyMatch(e -> e.groupIds().contains(group.id()))
        || snapshot.inNetwork(SecurityGroup.class, group.vpcId()).stream()
            .filter(g -> !g.id().equals(group.id()))
            .anyMatch(g -> g.rules().stream().anyMatch(r -> r.peer().equals(self)));
  }
}
