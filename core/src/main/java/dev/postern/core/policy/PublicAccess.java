package dev.postern.core.policy;

import dev.postern.core.policy.condition.Condition;
import dev.postern.core.policy.condition.IpRange;
import dev.postern.core.policy.condition.Operator;
import dev.postern.core.policy.condition.Quantifier;
import dev.postern.core.policy.pattern.Template;
import java.util.Set;

/**
 * Whether a bucket's policy is public as S3 Block Public Access means it. A policy is public until each of its Allow statements is pinned to
 * fixed values of at least one of a list of keys. Deny statements count for nothing.
 * <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status">AWS</a>
 */
public final class PublicAccess {
  /** In lower case. */
  private static final Set<String> PRINCIPALS =
      Set.of("aws:principalarn", "aws:principalaccount", "aws:principalorgid", "aws:principalservicename", "aws:userid");

  private static final Set<String> ORIGINS =
      Set.of(
          "aws:sourceip",
          "aws:sourcearn",
          "aws:sourcevpc",
          "aws:sourcevpcarn",
          "aws:sourcevpce",
          "aws:sourceowner",
          "aws:sourceaccount",
          "aws:sourceorgid",
          "aws:vpceaccount",
          "aws:vpceorgid",
          "s3:x-amz-server-side-encryption-aws-kms-key-id",
          "s3:dataaccesspointaccount");

  private static final String ACCESS_POINT = "s3:dataaccesspointarn";
  private static final int ARN_SEGMENTS = 6;
  private static final int WIDEST_V4 = 8;
  private static final int WIDEST_V6 = 32;

  private PublicAccess() {}

  public static boolean isPublic(PolicyDocument policy) {
    return policy.statements().stream().anyMatch(statement -> statement.effect() == Effect.ALLOW && isPublic(statement));
  }

  private static boolean isPublic(Statement statement) {
    return !isFixed(statement.principals()) && statement.conditions().stream().noneMatch(PublicAccess::pins);
  }

  private static boolean isFixed(Principals principals) {
    return switch (principals.mode()) {
      case LISTED -> principals.patterns().stream().noneMatch(pattern -> pattern.written().equals("*"));
      case EXCEPT -> false;
      case NONE -> true;
    };
  }

  /** Whether no request without one of some fixed values fulfils it: what holds for an absent key pins nothing. */
  private static boolean pins(Condition condition) {
    if (!namesValues(condition.operator())
        || condition.quantifier() == Quantifier.ALL
        || condition.isIfExists()
        || condition.values().isEmpty()) {
      return false;
    }
    String key = condition.foldedKey();
    if (key.equals(ACCESS_POINT)) {
      return condition.values().stream().allMatch(PublicAccess::isOfOneAccount);
    }
    if (!PRINCIPALS.contains(key) && !ORIGINS.contains(key)) {
      return false;
    }
    return condition.values().stream().allMatch(value -> isFixed(value) && (!key.equals("aws:sourceip") || isNarrow(value)));
  }

  private static boolean namesValues(Operator operator) {
    return switch (operator) {
      case STRING_EQUALS, STRING_EQUALS_IGNORE_CASE, STRING_LIKE, ARN_EQUALS, ARN_LIKE, IP_ADDRESS, NUMERIC_EQUALS -> true;
      case STRING_NOT_EQUALS, STRING_NOT_EQUALS_IGNORE_CASE, STRING_NOT_LIKE, NUMERIC_NOT_EQUALS, NUMERIC_LESS_THAN, NUMERIC_LESS_THAN_EQUALS,
          NUMERIC_GREATER_THAN, NUMERIC_GREATER_THAN_EQUALS, DATE_EQUALS, DATE_NOT_EQUALS, DATE_LESS_THAN, DATE_LESS_THAN_EQUALS,
          DATE_GREATER_THAN, DATE_GREATER_THAN_EQUALS, BOOL, BINARY_EQUALS, NOT_IP_ADDRESS, ARN_NOT_EQUALS, ARN_NOT_LIKE, NULL -> false;
    };
  }

  /** AWS takes a wildcard for one under every operator, and a variable in a policy of every version. */
  private static boolean isFixed(String value) {
    Template template = Template.parse(value, true, true);
    return !template.hasWildcards() && !template.hasVariables();
  }

  /** The name of an access point may have wildcards, as long as the account in its ARN is fixed. */
  private static boolean isOfOneAccount(String arn) {
    String[] segments = arn.split(":", ARN_SEGMENTS);
    return segments.length == ARN_SEGMENTS && !segments[4].isEmpty() && isFixed(segments[4]);
  }

  /** Whether a block of addresses is narrow enough to name somebody. */
  public static boolean isNarrow(String block) {
    return IpRange.parse(block).filter(range -> range.length() >= (range.v6() ? WIDEST_V6 : WIDEST_V4)).isPresent();
  }
}
