package dev.postern.core.model;

import java.time.Instant;
import java.util.Optional;

/**
 * What came of a request for a new account in an organization.
 *
 * @param account absent when none was made, because another one has the email address
 */
public record AccountCreation(ResourceKey key, String organizationId, String name, Optional<String> account, Instant requested) implements Resource {}
