package dev.postern.core.action.directconnect;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.model.Kind;
import dev.postern.core.model.VpnGateway;
import dev.postern.core.state.Snapshot;
import software.amazon.awssdk.services.directconnect.model.DescribeVirtualGatewaysRequest;
import software.amazon.awssdk.services.directconnect.model.DescribeVirtualGatewaysResponse;
import software.amazon.awssdk.services.directconnect.model.VirtualGateway;

/**
 * Lists the virtual private gateways that virtual interfaces can end at.
 * <a href="https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DescribeVirtualGateways.html">AWS</a>
 *
 * <p>Errors: none.
 */
public final class DescribeVirtualGateways implements Action<DescribeVirtualGatewaysRequest, DescribeVirtualGatewaysResponse> {
  public static final Operation<DescribeVirtualGatewaysRequest, DescribeVirtualGatewaysResponse> OPERATION =
      Operation.of("DescribeVirtualGateways", DescribeVirtualGatewaysRequest.class, new DescribeVirtualGateways());

  @Override
  public Applied<DescribeVirtualGatewaysResponse> apply(
      Snapshot snapshot, Caller caller, DescribeVirtualGatewaysRequest request, Facts facts) {
    return Applied.of(
        snapshot,
        DescribeVirtualGatewaysResponse.builder()
            .virtualGateways(
                snapshot.all(VpnGateway.class, Kind.VPN_GATEWAY, caller.account(), caller.region()).stream()
                    .map(g -> VirtualGateway.builder().virtualGatewayId(g.id()).virtualGatewayState("available").build())
                    .toList())
            .build());
  }
}
