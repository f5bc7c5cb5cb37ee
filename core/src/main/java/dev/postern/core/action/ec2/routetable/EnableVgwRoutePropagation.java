package dev.postern.core.action.ec2.routetable;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.VpnGateway;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.EnableVgwRoutePropagationRequest;
import software.amazon.awssdk.services.ec2.model.EnableVgwRoutePropagationResponse;

/**
 * Puts what the VPC's virtual private gateway has learnt into a route table, for as long as it has learnt it.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableVgwRoutePropagation.html">AWS</a>
 *
 * <p>Errors: {@code InvalidRouteTableID.NotFound}, {@code InvalidVpnGatewayID.NotFound}, {@code Gateway.NotAttached}.
 */
public final class EnableVgwRoutePropagation implements Action<EnableVgwRoutePropagationRequest, EnableVgwRoutePropagationResponse> {
  public static final Operation<EnableVgwRoutePropagationRequest, EnableVgwRoutePropagationResponse> OPERATION =
      Operation.of(
          "EnableVgwRoutePropagation", EnableVgwRoutePropagationRequest.class, new EnableVgwRoutePropagation(), "GatewayId", "RouteTableId");

  @Override
  public Applied<EnableVgwRoutePropagationResponse> apply(
      Snapshot snapshot, Caller caller, EnableVgwRoutePropagationRequest request, Facts facts) {
    RouteTable table = Lookup.require(snapshot, caller, RouteTable.class, Kind.ROUTE_TABLE, request.routeTableId());
    String id = Lookup.given(request.gatewayId(), "GatewayId");
    VpnGateway gateway = Lookup.require(snapshot, caller, VpnGateway.class, Kind.VPN_GATEWAY, id);
    if (!gateway.vpcId().equals(Optional.of(table.vpcId()))) {
      throw Ec2Error.GATEWAY_NOT_ATTACHED.with("resource " + id + " is not attached to network " + table.vpcId());
    }
    List<String> gateways = Stream.concat(table.propagatingVgws().stream(), Stream.of(id)).distinct().toList();
    EnableVgwRoutePropagationResponse done = EnableVgwRoutePropagationResponse.builder().build();
    return Applied.of(table.propagatingVgws().contains(id) ? snapshot : snapshot.with(table.withPropagatingVgws(gateways)), done);
  }
}
