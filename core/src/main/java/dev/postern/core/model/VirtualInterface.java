package dev.postern.core.model;

import java.util.Set;

/** A private virtual interface of Direct Connect: a {@link Site} is joined by it to a virtual private gateway; routes are learnt (BGP). */
public record VirtualInterface(ResourceKey key, String connectionId, String name, int vlan, long asn, String virtualGatewayId) implements Resource {
  @Override
  public Set<String> networks() {
    return Set.of(key.id(), virtualGatewayId);
  }
}
