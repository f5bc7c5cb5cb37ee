package dev.postern.core.action.directconnect;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.model.Kind;
import dev.postern.core.model.VirtualInterface;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.directconnect.model.DescribeVirtualInterfacesRequest;
import software.amazon.awssdk.services.directconnect.model.DescribeVirtualInterfacesResponse;

/**
 * Lists virtual interfaces, all or those of a connection; a deleted one is gone at once.
 * <a href="https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DescribeVirtualInterfaces.html">AWS</a>
 *
 * <p>Errors: {@code DirectConnectClientException}.
 */
public final class DescribeVirtualInterfaces implements Action<DescribeVirtualInterfacesRequest, DescribeVirtualInterfacesResponse> {
  public static final Operation<DescribeVirtualInterfacesRequest, DescribeVirtualInterfacesResponse> OPERATION =
      Operation.of(
          "DescribeVirtualInterfaces", DescribeVirtualInterfacesRequest.class, new DescribeVirtualInterfaces(), "connectionId", "virtualInterfaceId");

  @Override
  public Applied<DescribeVirtualInterfacesResponse> apply(
      Snapshot snapshot, Caller caller, DescribeVirtualInterfacesRequest request, Facts facts) {
    List<VirtualInterface> asked =
        request.virtualInterfaceId() == null
            ? snapshot.all(VirtualInterface.class, Kind.VIRTUAL_INTERFACE, caller.account(), caller.region())
            : List.of(Require.virtualInterface(snapshot, caller, request.virtualInterfaceId()));
    if (request.connectionId() != null) {
      String connection = Require.connection(snapshot, caller, request.connectionId()).id();
      asked = asked.stream().filter(v -> v.connectionId().equals(connection)).toList();
    }
    return Applied.of(
        snapshot,
        DescribeVirtualInterfacesResponse.builder()
            .virtualInterfaces(asked.stream().map(v -> VirtualInterfaceView.of(snapshot, v)).toList())
            .build());
  }
}
