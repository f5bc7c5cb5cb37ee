package dev.postern.core.action.ec2.dhcp;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.DhcpOptions;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Vpc;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DeleteDhcpOptionsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteDhcpOptionsResponse;

/**
 * Deletes a DHCP options set that no VPC uses.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteDhcpOptions.html">AWS</a>
 *
 * <p>Errors: {@code InvalidDhcpOptionID.NotFound}, {@code DependencyViolation}.
 */
public final class DeleteDhcpOptions implements Action<DeleteDhcpOptionsRequest, DeleteDhcpOptionsResponse> {
  public static final Operation<DeleteDhcpOptionsRequest, DeleteDhcpOptionsResponse> OPERATION =
      Operation.of("DeleteDhcpOptions", DeleteDhcpOptionsRequest.class, new DeleteDhcpOptions(), "DhcpOptionsId");

  @Override
  public Applied<DeleteDhcpOptionsResponse> apply(Snapshot snapshot, Caller caller, DeleteDhcpOptionsRequest request, Facts facts) {
    DhcpOptions options = Lookup.require(snapshot, caller, DhcpOptions.class, Kind.DHCP_OPTIONS, request.dhcpOptionsId());
    List<Vpc> vpcs = snapshot.all(Vpc.class, Kind.VPC, caller.account(), caller.region());
    if (vpcs.stream().anyMatch(v -> v.dhcpOptionsId().equals(options.id()))) {
      throw Ec2Error.DEPENDENCY_VIOLATION.with("The dhcpOptions '" + options.id() + "' has dependencies and cannot be deleted.");
    }
    return Applied.of(snapshot.without(options.key()), DeleteDhcpOptionsResponse.builder().build());
  }
}
