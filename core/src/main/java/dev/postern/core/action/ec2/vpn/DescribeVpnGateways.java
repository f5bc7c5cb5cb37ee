package dev.postern.core.action.ec2.vpn;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Filters;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.model.Kind;
import dev.postern.core.model.VpnGateway;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DescribeVpnGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpnGatewaysResponse;

/**
 * Lists virtual private gateways; a deleted one is gone at once. None is of one zone, so that {@code availability-zone} finds none.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpnGateways.html">AWS</a>
 *
 * <p>Errors: {@code InvalidVpnGatewayID.NotFound}, {@code InvalidParameterValue}.
 */
public final class DescribeVpnGateways implements Action<DescribeVpnGatewaysRequest, DescribeVpnGatewaysResponse> {
  private static final Filters<VpnGateway> FILTERS =
      Filters.<VpnGateway>none()
          .on("amazon-side-asn", g -> Long.toString(g.amazonSideAsn()))
          .onEach("attachment.state", g -> g.vpcId().stream().map(_ -> "attached").toList())
          .onEach("attachment.vpc-id", g -> g.vpcId().stream().toList())
          .onEach("availability-zone", _ -> List.of())
          .on("state", _ -> "available")
          .on("type", _ -> VpnType.IPSEC)
          .on("vpn-gateway-id", VpnGateway::id);

  public static final Operation<DescribeVpnGatewaysRequest, DescribeVpnGatewaysResponse> OPERATION =
      Operation.describing(
          "DescribeVpnGateways", DescribeVpnGatewaysRequest.class, new DescribeVpnGateways(), FILTERS.names(), "VpnGatewayId");

  @Override
  public Applied<DescribeVpnGatewaysResponse> apply(Snapshot snapshot, Caller caller, DescribeVpnGatewaysRequest request, Facts facts) {
    List<VpnGateway> asked = Lookup.asked(snapshot, caller, VpnGateway.class, Kind.VPN_GATEWAY, request.vpnGatewayIds());
    return Applied.of(
        snapshot,
        DescribeVpnGatewaysResponse.builder()
            .vpnGateways(FILTERS.apply(snapshot, request.filters(), asked).stream().map(g -> VpnGatewayView.of(snapshot, g)).toList())
            .build());
  }
}
