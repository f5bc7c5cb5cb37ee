package dev.postern.core.action.ec2.vpn;

import dev.postern.core.action.ec2.Tags;
import dev.postern.core.hybrid.VpnBlocks;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.VpnConnection;
import dev.postern.core.state.Snapshot;
import java.util.Collections;
import software.amazon.awssdk.services.ec2.model.VgwTelemetry;
import software.amazon.awssdk.services.ec2.model.VpnConnectionOptions;
import software.amazon.awssdk.services.ec2.model.VpnStaticRoute;

/** A VPN connection as responses show it, without the configuration of the customer's device: there is none to configure. */
final class VpnConnectionView {
  /** AWS ends a connection in two zones. */
  private static final int TUNNELS = 2;

  private VpnConnectionView() {}

  static software.amazon.awssdk.services.ec2.model.VpnConnection of(Snapshot snapshot, VpnConnection connection) {
    return software.amazon.awssdk.services.ec2.model.VpnConnection.builder()
        .vpnConnectionId(connection.id())
        .category("VPN")
        .state("available")
        .type(VpnType.IPSEC)
        .customerGatewayId(connection.customerGatewayId())
        .vpnGatewayId(connection.vpnGatewayId().orElse(null))
        .transitGatewayId(connection.transitGatewayId().orElse(null))
        .gatewayAssociationState("associated")
        .options(options(connection))
        .routes(connection.routes().stream().map(VpnConnectionView::route).toList())
        .vgwTelemetry(Collections.nCopies(TUNNELS, telemetry(snapshot, connection)))
        .tags(Tags.shown(snapshot, connection.key()))
        .build();
  }

  private static VpnConnectionOptions options(VpnConnection connection) {
    return VpnConnectionOptions.builder()
        .enableAcceleration(false)
        .staticRoutesOnly(connection.staticRoutesOnly())
        .localIpv4NetworkCidr(Cidr.ANY.toString())
        .remoteIpv4NetworkCidr(Cidr.ANY.toString())
        .outsideIpAddressType("PublicIpv4")
        .tunnelInsideIpVersion("ipv4")
        .tunnelBandwidth("standard")
        .build();
  }

  private static VpnStaticRoute route(Cidr destination) {
    return VpnStaticRoute.builder().destinationCidrBlock(destination.toString()).source("Static").state("available").build();
  }

  /** The tunnels have no addresses of their own: a connection is up as a whole, when a site stands behind its customer gateway. */
  private static VgwTelemetry telemetry(Snapshot snapshot, VpnConnection connection) {
    int accepted = VpnBlocks.of(snapshot, connection).size();
    boolean up = VpnBlocks.isUp(snapshot, connection);
    return VgwTelemetry.builder()
        .acceptedRouteCount(accepted)
        .status(up ? "UP" : "DOWN")
        .statusMessage(message(connection, up, accepted))
        .build();
  }

  private static String message(VpnConnection connection, boolean up, int accepted) {
    if (!up) {
      return "IPSEC IS DOWN";
    }
    return connection.staticRoutesOnly() ? "" : accepted + " BGP ROUTES";
  }
}
