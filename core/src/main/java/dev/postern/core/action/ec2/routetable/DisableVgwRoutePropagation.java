package dev.postern.core.action.ec2.routetable;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.model.Kind;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.VpnGateway;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DisableVgwRoutePropagationRequest;
import software.amazon.awssdk.services.ec2.model.DisableVgwRoutePropagationResponse;

/**
 * Takes what a virtual private gateway has learnt out of a route table.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisableVgwRoutePropagation.html">AWS</a>
 *
 * <p>Errors: {@code InvalidRouteTableID.NotFound}, {@code InvalidVpnGatewayID.NotFound}.
 */
public final class DisableVgwRoutePropagation implements Action<DisableVgwRoutePropagationRequest, DisableVgwRoutePropagationResponse> {
  public static final Operation<DisableVgwRoutePropagationRequest, DisableVgwRoutePropagationResponse> OPERATION =
      Operation.of(
          "DisableVgwRoutePropagation", DisableVgwRoutePropagationRequest.class, new DisableVgwRoutePropagation(), "GatewayId", "RouteTableId");

  @Override
  public Applied<DisableVgwRoutePropagationResponse> apply(
      Snapshot snapshot, Caller caller, DisableVgwRoutePropagationRequest request, Facts facts) {
    RouteTable table = Lookup.require(snapshot, caller, RouteTable.class, Kind.ROUTE_TABLE, request.routeTableId());
    String id = Lookup.given(request.gatewayId(), "GatewayId");
    Lookup.require(snapshot, caller, VpnGateway.class, Kind.VPN_GATEWAY, id);
    List<String> gateways = table.propagatingVgws().stream().filter(g -> !g.equals(id)).toList();
    DisableVgwRoutePropagationResponse done = DisableVgwRoutePropagationResponse.builder().build();
    return Applied.of(table.propagatingVgws().contains(id) ? snapshot.with(table.withPropagatingVgws(gateways)) : snapshot, done);
  }
}
