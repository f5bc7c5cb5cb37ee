package dev.postern.core.action.ec2.vpn;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Filters;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.CustomerGateway;
import dev.postern.core.model.Kind;
import dev.postern.core.model.VpnConnection;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.DescribeVpnConnectionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpnConnectionsResponse;

/**
 * Lists VPN connections with their static routes and whether their tunnels are up; a deleted one is gone at once.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpnConnections.html">AWS</a>
 *
 * <p>Errors: {@code InvalidVpnConnectionID.NotFound}, {@code InvalidParameterValue}.
 */
public final class DescribeVpnConnections implements Action<DescribeVpnConnectionsRequest, DescribeVpnConnectionsResponse> {
  private record Seen(VpnConnection connection, Optional<CustomerGateway> customer) {}

  private static final Filters<Seen> FILTERS =
      Filters.<Seen>tagged(s -> s.connection().key())
          .onEach("bgp-asn", s -> s.customer().stream().map(g -> Long.toString(g.bgpAsn())).toList())
          .on("customer-gateway-id", s -> s.connection().customerGatewayId())
          .onFlag("option.static-routes-only", s -> s.connection().staticRoutesOnly())
          .onEach("route.destination-cidr-block", s -> s.connection().routes().stream().map(Cidr::toString).toList())
          .on("state", _ -> "available")
          .onEach("transit-gateway-id", s -> s.connection().transitGatewayId().stream().toList())
          .on("type", _ -> VpnType.IPSEC)
          .on("vpn-connection-id", s -> s.connection().id())
          .onEach("vpn-gateway-id", s -> s.connection().vpnGatewayId().stream().toList());

  public static final Operation<DescribeVpnConnectionsRequest, DescribeVpnConnectionsResponse> OPERATION =
      Operation.describing(
          "DescribeVpnConnections", DescribeVpnConnectionsRequest.class, new DescribeVpnConnections(), FILTERS.names(), "VpnConnectionId");

  @Override
  public Applied<DescribeVpnConnectionsResponse> apply(
      Snapshot snapshot, Caller caller, DescribeVpnConnectionsRequest request, Facts facts) {
    List<Seen> asked =
        Lookup.asked(snapshot, caller, VpnConnection.class, Kind.VPN_CONNECTION, request.vpnConnectionIds()).stream()
            .map(c -> new Seen(c, snapshot.located(CustomerGateway.class, c.customerGatewayId())))
            .toList();
    return Applied.of(
        snapshot,
        DescribeVpnConnectionsResponse.builder()
            .vpnConnections(
                FILTERS.apply(snapshot, request.filters(), asked).stream()
                    .map(s -> VpnConnectionView.of(snapshot, s.connection()))
                    .toList())
            .build());
  }
}
