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
import software.amazon.awssdk.services.ec2.model.CreateNetworkAclEntryRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkAclEntryResponse;

/**
 * Adds an entry to a network ACL; IPv6 blocks are not honoured.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html">AWS</a>
 *
 * <p>Errors: {@code InvalidNetworkAclID.NotFound}, {@code MissingParameter}, {@code InvalidParameterValue},
 * {@code NetworkAclEntryAlreadyExists}, {@code NetworkAclEntryLimitExceeded}.
 */
public final class CreateNetworkAclEntry implements Action<CreateNetworkAclEntryRequest, CreateNetworkAclEntryResponse> {
  public static final Operation<CreateNetworkAclEntryRequest, CreateNetworkAclEntryResponse> OPERATION =
      Operation.of(
          "CreateNetworkAclEntry",
          CreateNetworkAclEntryRequest.class,
          new CreateNetworkAclEntry(),
          "NetworkAclId",
          "RuleNumber",
          "Protocol",
          "RuleAction",
          "Egress",
          "CidrBlock",
          "PortRange",
          "Icmp");

  @Override
  public Applied<CreateNetworkAclEntryResponse> apply(Snapshot snapshot, Caller caller, CreateNetworkAclEntryRequest request, Facts facts) {
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
    return Applied.of(snapshot.with(AclEntries.added(acl, entry)), CreateNetworkAclEntryResponse.builder().build());
  }
}
