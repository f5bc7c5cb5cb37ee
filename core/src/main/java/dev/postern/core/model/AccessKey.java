package dev.postern.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * An access key of a user, or a temporary one; the secret is kept because signatures are verified with it.
 *
 * @param session what was said when a role was assumed or a user federated
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
   * @param policy a document beyond which the policies of the role or user cannot give
   * @param policyArns managed policies with the same meaning
   * @param tags of the session, inherited ones too; they go before those of the role or user
   * @param transitiveTagKeys of the tags that a role assumed from this session inherits
   * @param sourceIdentity who is behind this session and those that follow from it
   * @param federator the ARN of the user or root that a federated user acts for
   */
  public record Session(
      Optional<String> policy,
      List<String> policyArns,
      SortedMap<String, String> tags,
      List<String> transitiveTagKeys,
      Optional<String> sourceIdentity,
      Optional<String> federator) {

    private Session renamed(String before, String after) {
      Optional<String> renamed = federator.map(arn -> arn.equals(before) ? after : arn);
      return new Session(policy, policyArns, tags, transitiveTagKeys, sourceIdentity, renamed);
    }
  }

  public AccessKey withActive(boolean nowActive) {
    return new AccessKey(key, secretAccessKey, sessionToken, principalArn, userId, nowActive, createDate, expiration, session);
  }

  /** Whether it acts as the principal of this ARN, or for it. */
  public boolean isOf(String arn) {
    return principalArn.equals(arn) || session.flatMap(Session::federator).filter(arn::equals).isPresent();
  }

  /** The same of a user that has another ARN now. */
  public AccessKey renamed(String before, String after) {
    String principal = principalArn.equals(before) ? after : principalArn;
    return new AccessKey(
        key, secretAccessKey, sessionToken, principal, userId, active, createDate, expiration, session.map(s -> s.renamed(before, after)));
  }

  public AccessKey withSession(Session itsSession) {
    return new AccessKey(key, secretAccessKey, sessionToken, principalArn, userId, active, createDate, expiration, Optional.of(itsSession));
  }
}
