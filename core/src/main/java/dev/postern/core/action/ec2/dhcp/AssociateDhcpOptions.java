package dev.postern.core.action.ec2.dhcp;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.model.DhcpOptions;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Vpc;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.ec2.model.AssociateDhcpOptionsRequest;
import software.amazon.awssdk.services.ec2.model.AssociateDhcpOptionsResponse;

/**
 * Gives a VPC another DHCP options set, or with {@code default} none.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateDhcpOptions.html">AWS</a>
 *
 * <p>Errors: {@code InvalidVpcID.NotFound}, {@code InvalidDhcpOptionID.NotFound}, {@code MissingParameter}.
 */
public final class AssociateDhcpOptions implements Action<AssociateDhcpOptionsRequest, AssociateDhcpOptionsResponse> {
  public static final Operation<AssociateDhcpOptionsRequest, AssociateDhcpOptionsResponse> OPERATION =
      Operation.of("AssociateDhcpOptions", AssociateDhcpOptionsRequest.class, new AssociateDhcpOptions(), "DhcpOptionsId", "VpcId");

  @Override
  public Applied<AssociateDhcpOptionsResponse> apply(Snapshot snapshot, Caller caller, AssociateDhcpOptionsRequest request, Facts facts) {
    Vpc vpc = Lookup.require(snapshot, caller, Vpc.class, Kind.VPC, request.vpcId());
    String id = Lookup.given(request.dhcpOptionsId(), "DhcpOptionsId");
    if (!id.equals("default")) {
      Lookup.require(snapshot, caller, DhcpOptions.class, Kind.DHCP_OPTIONS, id);
    }
    return Applied.of(snapshot.with(vpc.withDhcpOptions(id)), AssociateDhcpOptionsResponse.builder().build());
  }
}
