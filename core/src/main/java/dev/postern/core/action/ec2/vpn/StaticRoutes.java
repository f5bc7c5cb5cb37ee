package dev.postern.core.action.ec2.vpn;

import dev.postern.core.action.Caller;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.Kind;
import dev.postern.core.model.VpnConnection;
import dev.postern.core.state.Snapshot;
import org.jspecify.annotations.Nullable;

/** The static routes of a VPN connection as requests name them. */
final class StaticRoutes {
  private StaticRoutes() {}

  /** A connection that has static routes: not one with BGP, and not one on a transit gateway, whose own route tables have them. */
  static VpnConnection require(Snapshot snapshot, Caller caller, @Nullable String vpnConnectionId) {
    VpnConnection connection = Lookup.require(snapshot, caller, VpnConnection.class, Kind.VPN_CONNECTION, vpnConnectionId);
    if (!connection.staticRoutesOnly() || connection.vpnGatewayId().isEmpty()) {
      throw Ec2Error.VPN_CONNECTION_TYPE.with(connection.id());
    }
    return connection;
  }

  static Cidr destination(@Nullable String given) {
    return Lookup.cidr(Lookup.given(given, "DestinationCidrBlock"), "destinationCidrBlock");
  }
}
