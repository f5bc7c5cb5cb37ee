package dev.postern.core.action.ec2.vpn;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.VpnConnection;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DeleteVpnConnectionRouteRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpnConnectionRouteResponse;

/**
 * Takes a static route off a VPN connection.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpnConnectionRoute.html">AWS</a>
 *
 * <p>Errors: {@code InvalidVpnConnectionID.NotFound}, {@code InvalidVpnConnection.InvalidType}, {@code InvalidRoute.NotFound},
 * {@code InvalidParameterValue}, {@code MissingParameter}.
 */
public final class DeleteVpnConnectionRoute implements Action<DeleteVpnConnectionRouteRequest, DeleteVpnConnectionRouteResponse> {
  public static final Operation<DeleteVpnConnectionRouteRequest, DeleteVpnConnectionRouteResponse> OPERATION =
      Operation.of(
          "DeleteVpnConnectionRoute",
          DeleteVpnConnectionRouteRequest.class,
          new DeleteVpnConnectionRoute(),
          "DestinationCidrBlock",
          "VpnConnectionId");

  @Override
  public Applied<DeleteVpnConnectionRouteResponse> apply(
      Snapshot snapshot, Caller caller, DeleteVpnConnectionRouteRequest request, Facts facts) {
    VpnConnection connection = StaticRoutes.require(snapshot, caller, request.vpnConnectionId());
    Cidr destination = StaticRoutes.destination(request.destinationCidrBlock());
    if (!connection.routes().contains(destination)) {
      throw Ec2Error.VPN_ROUTE_NOT_FOUND.with(destination, connection.id());
    }
    List<Cidr> routes = connection.routes().stream().filter(r -> !r.equals(destination)).toList();
    return Applied.of(snapshot.with(connection.withRoutes(routes)), DeleteVpnConnectionRouteResponse.builder().build());
  }
}
