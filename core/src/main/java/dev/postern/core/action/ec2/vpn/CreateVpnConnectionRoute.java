package dev.postern.core.action.ec2.vpn;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.VpnConnection;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.CreateVpnConnectionRouteRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpnConnectionRouteResponse;

/**
 * Adds a static route to a VPN connection on a virtual private gateway; one that is there already stays as it is.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpnConnectionRoute.html">AWS</a>
 *
 * <p>Errors: {@code InvalidVpnConnectionID.NotFound}, {@code InvalidVpnConnection.InvalidType}, {@code InvalidParameterValue},
 * {@code MissingParameter}.
 */
public final class CreateVpnConnectionRoute implements Action<CreateVpnConnectionRouteRequest, CreateVpnConnectionRouteResponse> {
  public static final Operation<CreateVpnConnectionRouteRequest, CreateVpnConnectionRouteResponse> OPERATION =
      Operation.of(
          "CreateVpnConnectionRoute",
          CreateVpnConnectionRouteRequest.class,
          new CreateVpnConnectionRoute(),
          "DestinationCidrBlock",
          "VpnConnectionId");

  @Override
  public Applied<CreateVpnConnectionRouteResponse> apply(
      Snapshot snapshot, Caller caller, CreateVpnConnectionRouteRequest request, Facts facts) {
    VpnConnection connection = StaticRoutes.require(snapshot, caller, request.vpnConnectionId());
    Cidr destination = StaticRoutes.destination(request.destinationCidrBlock());
    CreateVpnConnectionRouteResponse done = CreateVpnConnectionRouteResponse.builder().build();
    if (connection.routes().contains(destination)) {
      return Applied.of(snapshot, done);
    }
    List<Cidr> routes = Stream.concat(connection.routes().stream(), Stream.of(destination)).toList();
    return Applied.of(snapshot.with(connection.withRoutes(routes)), done);
  }
}
