package dev.postern.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * An access key of a user, or the temporary one of an assumed role; the secret is kept because signatures are verified with it.
 *
 * @param session what was said when the role was assumed
 */
public record AccessKey(
    ResourceKey key,
    String secretAccessKey,
    Optional<String> sessionToken,
    String principalArn,
    String userId,
    boolean active,
    Instant createDate,
    Optional<Instant> expiration,
    Optional<Session> session)
    implements Resource {

  /**
   * What limits and marks a session.
   *
   * @param policy a document beyond which the role's policies cannot give
   * @param policyArns managed policies with the same meaning
   * @param tags of the session, inherited ones too; they go before the role's
   * @param transitiveTagKeys of the tags that a role assumed from this session inherits
   * @param sourceIdentity who is behind this session and those that follow from it
   */
  public record Session(
      Optional<String> policy,
      List<String> policyArns,
      SortedMap<String, String> tags,
      List<String> transitiveTagKeys,
      Optional<String> sourceIdentity) {}

  public AccessKey withActive(boolean nowActive) {
    return new AccessKey(key, secretAccessKey, sessionToken, principalArn, userId, nowActive, createDate, expiration, session);
  }

  public AccessKey withPrincipal(String newPrincipalArn) {
    return new AccessKey(key, secretAccessKey, sessionToken, newPrincipalArn, userId, active, createDate, expiration, session);
  }

  public AccessKey withSession(Session itsSession) {
    return new AccessKey(key, secretAccessKey, sessionToken, principalArn, userId, active, createDate, expiration, Optional.of(itsSession));
  }
}
