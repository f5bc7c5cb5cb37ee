package dev.postern.core.model;

import java.time.Instant;

/** An invitation of an account into an organization; the key's account is that of the organization's management. */
public record Handshake(ResourceKey key, String organizationId, String account, String notes, boolean accepted, Instant requested, Instant expires)
    implements Resource {
  public Handshake asAccepted() {
    return new Handshake(key, organizationId, account, notes, true, requested, expires);
  }
}
