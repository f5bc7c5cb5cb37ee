package dev.postern.core.action.ec2.vpn;

import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.error.Ec2Error;
import org.jspecify.annotations.Nullable;

/** The only type that gateways and VPN connections have. */
final class VpnType {
  static final String IPSEC = "ipsec.1";

  private VpnType() {}

  static void require(@Nullable String given) {
    if (!Lookup.given(given, "Type").equals(IPSEC)) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("Value (" + given + ") for parameter type is invalid. Expected " + IPSEC + ".");
    }
  }
}
