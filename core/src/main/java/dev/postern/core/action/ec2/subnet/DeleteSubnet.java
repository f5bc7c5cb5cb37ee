package dev.postern.core.action.ec2.subnet;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkAcl;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.Subnet;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetResponse;

/**
 * Deletes a subnet without interfaces, and its associations with a route table and network ACL.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSubnet.html">AWS</a>
 *
 * <p>Errors: {@code InvalidSubnetID.NotFound}, {@code DependencyViolation}.
 */
public final class DeleteSubnet implements Action<DeleteSubnetRequest, DeleteSubnetResponse> {
  public static final Operation<DeleteSubnetRequest, DeleteSubnetResponse> OPERATION =
      Operation.of("DeleteSubnet", DeleteSubnetRequest.class, new DeleteSubnet(), "SubnetId");

  @Override
  public Applied<DeleteSubnetResponse> apply(Snapshot snapshot, Caller caller, DeleteSubnetRequest request, Facts facts) {
    Subnet subnet = Lookup.require(snapshot, caller, Subnet.class, Kind.SUBNET, request.subnetId());
    if (snapshot.inNetwork(NetworkInterface.class, subnet.vpcId()).stream().anyMatch(i -> i.subnetId().equals(subnet.id()))) {
      throw Ec2Error.DEPENDENCY_VIOLATION.with("The subnet '" + subnet.id() + "' has dependencies and cannot be deleted.");
    }
    Snapshot next = snapshot.without(subnet.key());
    for (RouteTable table : snapshot.inNetwork(RouteTable.class, subnet.vpcId())) {
      List<RouteTable.Association> left = table.associations().stream().filter(a -> !a.subnetId().equals(Optional.of(subnet.id()))).toList();
      if (left.size() < table.associations().size()) {
        next = next.with(table.withAssociations(left));
      }
    }
    for (NetworkAcl acl : snapshot.inNetwork(NetworkAcl.class, subnet.vpcId())) {
      List<NetworkAcl.Association> left = acl.associations().stream().filter(a -> !a.subnetId().equals(subnet.id())).toList();
      if (left.size() < acl.associations().size()) {
        next = next.with(new NetworkAcl(acl.key(), acl.vpcId(), acl.isDefault(), acl.entries(), left));
      }
    }
    return Applied.of(next, DeleteSubnetResponse.builder().build());
  }
}
