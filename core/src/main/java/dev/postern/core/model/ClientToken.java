package dev.postern.core.model;

import java.time.Instant;
import java.util.List;

/**
 * A client token that a create call carried: the same call again shows what the first one made.
 *
 * @param fingerprint of the request's parameters, so that a token used with others is refused
 * @param resourceIds what the first call made
 */
public record ClientToken(
    ResourceKey key,
    String fingerprint,
    List<String> resourceIds,
    Instant firstUsed)
    implements Resource {}
