package dev.postern.core.model;

import java.util.Optional;
import java.util.Set;

/** The customer's end of VPN connections; a {@link Site} stands behind it. */
public record CustomerGateway(ResourceKey key, long bgpAsn, String ipAddress, Optional<String> deviceName) implements Resource {
  @Override
  public Set<String> networks() {
    return Set.of(key.id());
  }
}
