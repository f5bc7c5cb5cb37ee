package dev.postern.core.action.ec2.networkacl;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkAcl;
import dev.postern.core.model.NetworkAcl.Entry;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.ReplaceNetworkAclEntryRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceNetworkAclEntryResponse;

/**
 * Puts another entry in the place of one with the same number and direction.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceNetworkAclEntry.html">AWS</a>
 *
 * <p>Errors: {@code InvalidNetworkAclID.NotFound}, {@code MissingParameter}, {@code InvalidParameterValue},
 * {@code InvalidNetworkAclEntry.NotFound}.
 */
public final class ReplaceNetworkAclEntry implements Action<ReplaceNetworkAclEntryRequest, ReplaceNetworkAclEntryResponse> {
  public static final Operation<ReplaceNetworkAclEntryRequest, ReplaceNetworkAclEntryResponse> OPERATION =
      Operation.of(
          "ReplaceNetworkAclEntry",
          ReplaceNetworkAclEntryRequest.class,
          new ReplaceNetworkAclEntry(),
          "NetworkAclId",
          "RuleNumber",
          "Protocol",
          "RuleAction",
          "Egress",
          "CidrBlock",
          "PortRange",
          "Icmp");

  @Override
  public Applied<ReplaceNetworkAclEntryResponse> apply(Snapshot snapshot, Caller caller, ReplaceNetworkAclEntryRequest request, Facts facts) {
    NetworkAcl acl = Lookup.require(snapshot, caller, NetworkAcl.class, Kind.NETWORK_ACL, request.networkAclId());
    Entry entry =
        new RequestedEntry(
                request.ruleNumber(),
                request.egress(),
                request.protocol(),
                request.ruleActionAsString(),
                request.cidrBlock(),
                request.portRange(),
                request.icmpTypeCode())
            .entry();
    return Applied.of(snapshot.with(AclEntries.added(AclEntries.removed(acl, entry.ruleNumber(), entry.egress()), entry)), ReplaceNetworkAclEntryResponse.builder().build());
  }
}
