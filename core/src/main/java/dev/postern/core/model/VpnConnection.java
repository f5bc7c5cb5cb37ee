package dev.postern.core.model;

import dev.postern.core.ip.Cidr;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A site-to-site VPN connection from a customer gateway to a virtual private gateway or a transit gateway: exactly one of the two is given.
 *
 * @param staticRoutesOnly whether {@code routes} say what is behind it; otherwise the site's blocks are learnt (BGP)
 */
public record VpnConnection(
    ResourceKey key,
    String customerGatewayId,
    Optional<String> vpnGatewayId,
    Optional<String> transitGatewayId,
    boolean staticRoutesOnly,
    List<Cidr> routes,
    Instant created)
    implements Resource {

  /** Both ends' own units: whoever is attached to one of them is concerned. */
  @Override
  public Set<String> networks() {
    return Set.of(customerGatewayId, vpnGatewayId.or(() -> transitGatewayId).orElseThrow());
  }

  public VpnConnection withRoutes(List<Cidr> newRoutes) {
    return new VpnConnection(key, customerGatewayId, vpnGatewayId, transitGatewayId, staticRoutesOnly, newRoutes, created);
  }
}
