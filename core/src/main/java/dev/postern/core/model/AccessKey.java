package dev.postern.core.model;

import java.time.Instant;
import java.util.Optional;

/** An access key of a user, or the temporary one of an assumed role; the secret is kept because signatures are verified with it. */
public record AccessKey(
    ResourceKey key,
    String secretAccessKey,
    Optional<String> sessionToken,
    String principalArn,
    String userId,
    boolean active,
    Instant createDate,
    Optional<Instant> expiration)
    implements Resource {

  public AccessKey withActive(boolean nowActive) {
    return new AccessKey(key, secretAccessKey, sessionToken, principalArn, userId, nowActive, createDate, expiration);
  }

  public AccessKey withPrincipal(String newPrincipalArn) {
    return new AccessKey(key, secretAccessKey, sessionToken, newPrincipalArn, userId, active, createDate, expiration);
  }
}
