package dev.postern.core.model;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A transit gateway.
 *
 * @param defaultAssociation the route table that new attachments are associated with
 * @param defaultPropagation the route table that new attachments propagate to
 */
public record TransitGateway(
    ResourceKey key,
    String description,
    long amazonSideAsn,
    Optional<String> defaultAssociation,
    Optional<String> defaultPropagation,
    Instant created)
    implements Resource {
  @Override
  public Set<String> networks() {
    return Set.of(key.id());
  }
}
