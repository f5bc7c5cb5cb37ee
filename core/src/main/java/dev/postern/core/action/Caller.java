package dev.postern.core.action;

/**
 * Who calls and where.
 *
 * @param account the 12-digit account
 * @param region the Region of the request's signature
 * @param principalArn the caller's ARN, for example {@code arn:aws:iam::000000000000:root}
 * @param userId the unique id that {@code GetCallerIdentity} shows
 */
public record Caller(String account, String region, String principalArn, String userId) {
  public static Caller root(String account, String region) {
    return new Caller(account, region, "arn:aws:iam::" + account + ":root", account);
  }
}
