package dev.postern.core.authorize;

import java.util.Optional;

/**
 * A bucket or table as policies see it.
 *
 * @param account whose it is
 * @param policy its own policy's text, when it has one
 */
public record Guarded(String account, Optional<String> policy) {}
