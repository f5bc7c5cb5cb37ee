package dev.postern.core.action;

import dev.postern.core.model.AccessKey;
import java.util.Optional;

/**
 * Who calls and where.
 *
 * @param account the 12-digit account
 * @param region the Region of the request's signature
 * @param principalArn the caller's ARN, for example {@code arn:aws:iam::000000000000:root}
 * @param userId the unique id that {@code GetCallerIdentity} shows
 * @param key the key that signed, if this cloud gave it out: a session's has policies of its own
 */
public record Caller(String account, String region, String principalArn, String userId, Optional<AccessKey> key) {
  private static final String NOBODY = "anonymous";

  public static Caller root(String account, String region) {
    return new Caller(account, region, "arn:aws:iam::" + account + ":root", account, Optional.empty());
  }

  /** Of a request that nobody signed: S3 takes those where a bucket's policy does. */
  public static Caller anonymous(String region) {
    return new Caller("", region, NOBODY, NOBODY, Optional.empty());
  }

  /** Of the principal alone, whose text is at hand: with every request a caller is looked up, and few differ in the rest. */
  @Override
  public int hashCode() {
    return principalArn.hashCode();
  }

  public boolean isAnonymous() {
    return principalArn.equals(NOBODY);
  }
}
