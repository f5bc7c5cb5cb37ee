package dev.postern.core.action.ec2.networkacl;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkAcl;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkAclEntryRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkAclEntryResponse;

/**
 * Takes an entry from a network ACL.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNetworkAclEntry.html">AWS</a>
 *
 * <p>Errors: {@code InvalidNetworkAclID.NotFound}, {@code InvalidNetworkAclEntry.NotFound}, {@code InvalidParameterValue}.
 */
public final class DeleteNetworkAclEntry implements Action<DeleteNetworkAclEntryRequest, DeleteNetworkAclEntryResponse> {
  public static final Operation<DeleteNetworkAclEntryRequest, DeleteNetworkAclEntryResponse> OPERATION =
      Operation.of(
          "DeleteNetworkAclEntry", DeleteNetworkAclEntryRequest.class, new DeleteNetworkAclEntry(), "NetworkAclId", "RuleNumber", "Egress");

  @Override
  public Applied<DeleteNetworkAclEntryResponse> apply(Snapshot snapshot, Caller caller, DeleteNetworkAclEntryRequest request, Facts facts) {
    NetworkAcl acl = Lookup.require(snapshot, caller, NetworkAcl.class, Kind.NETWORK_ACL, request.networkAclId());
    int number = RequestedEntry.ruleNumber(request.ruleNumber());
    NetworkAcl changed = AclEntries.removed(acl, number, Lookup.given(request.egress(), "Egress"));
    return Applied.of(snapshot.with(changed), DeleteNetworkAclEntryResponse.builder().build());
  }
}
