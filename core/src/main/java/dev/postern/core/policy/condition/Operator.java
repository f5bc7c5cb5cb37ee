package dev.postern.core.policy.condition;

import dev.postern.core.policy.request.Fold;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A condition operator without its set and its {@code IfExists}.
 * <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">AWS</a>
 */
public enum Operator {
  STRING_EQUALS("StringEquals", Family.STRING, false),
  STRING_NOT_EQUALS("StringNotEquals", Family.STRING, true),
  STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", Family.STRING, false),
  STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", Family.STRING, true),
  STRING_LIKE("StringLike", Family.STRING, false),
  STRING_NOT_LIKE("StringNotLike", Family.STRING, true),
  NUMERIC_EQUALS("NumericEquals", Family.NUMERIC, false),
  NUMERIC_NOT_EQUALS("NumericNotEquals", Family.NUMERIC, true),
  NUMERIC_LESS_THAN("NumericLessThan", Family.NUMERIC, false),
  NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", Family.NUMERIC, false),
  NUMERIC_GREATER_THAN("NumericGreaterThan", Family.NUMERIC, false),
  NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", Family.NUMERIC, false),
  DATE_EQUALS("DateEquals", Family.DATE, false),
  DATE_NOT_EQUALS("DateNotEquals", Family.DATE, true),
  DATE_LESS_THAN("DateLessThan", Family.DATE, false),
  DATE_LESS_THAN_EQUALS("DateLessThanEquals", Family.DATE, false),
  DATE_GREATER_THAN("DateGreaterThan", Family.DATE, false),
  DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", Family.DATE, false),
  BOOL("Bool", Family.BOOL, false),
  BINARY_EQUALS("BinaryEquals", Family.BINARY, false),
  IP_ADDRESS("IpAddress", Family.IP, false),
  NOT_IP_ADDRESS("NotIpAddress", Family.IP, true),
  ARN_EQUALS("ArnEquals", Family.ARN, false),
  ARN_NOT_EQUALS("ArnNotEquals", Family.ARN, true),
  ARN_LIKE("ArnLike", Family.ARN, false),
  ARN_NOT_LIKE("ArnNotLike", Family.ARN, true),
  NULL("Null", Family.NULL, false);

  /** What kind of values an operator compares. */
  public enum Family {
    STRING,
    NUMERIC,
    DATE,
    BOOL,
    BINARY,
    IP,
    ARN,
    NULL
  }

  private static final Map<String, Operator> BY_NAME = new HashMap<>();

  static {
    for (Operator operator : values()) {
      BY_NAME.put(Fold.lower(operator.word), operator);
    }
  }

  private final String word;
  private final Family family;
  private final boolean negated;

  Operator(String word, Family family, boolean negated) {
    this.word = word;
    this.family = family;
    this.negated = negated;
  }

  /** The operator of that name in any case. */
  public static Optional<Operator> named(String name) {
    return Optional.ofNullable(BY_NAME.get(Fold.lower(name)));
  }

  /** As policies write it. */
  public String word() {
    return word;
  }

  public Family family() {
    return family;
  }

  /** Whether it holds when no value of the policy matches, and therefore also when the key is absent. */
  public boolean isNegated() {
    return negated;
  }

  /** The operator that negates this one, where there is one. */
  public Optional<Operator> opposite() {
    return switch (this) {
      case STRING_EQUALS -> Optional.of(STRING_NOT_EQUALS);
      case STRING_NOT_EQUALS -> Optional.of(STRING_EQUALS);
      case STRING_EQUALS_IGNORE_CASE -> Optional.of(STRING_NOT_EQUALS_IGNORE_CASE);
      case STRING_NOT_EQUALS_IGNORE_CASE -> Optional.of(STRING_EQUALS_IGNORE_CASE);
      case STRING_LIKE -> Optional.of(STRING_NOT_LIKE);
      case STRING_NOT_LIKE -> Optional.of(STRING_LIKE);
      case NUMERIC_EQUALS -> Optional.of(NUMERIC_NOT_EQUALS);
      case NUMERIC_NOT_EQUALS -> Optional.of(NUMERIC_EQUALS);
      case DATE_EQUALS -> Optional.of(DATE_NOT_EQUALS);
      case DATE_NOT_EQUALS -> Optional.of(DATE_EQUALS);
      case IP_ADDRESS -> Optional.of(NOT_IP_ADDRESS);
      case NOT_IP_ADDRESS -> Optional.of(IP_ADDRESS);
      case ARN_EQUALS -> Optional.of(ARN_NOT_EQUALS);
      case ARN_NOT_EQUALS -> Optional.of(ARN_EQUALS);
      case ARN_LIKE -> Optional.of(ARN_NOT_LIKE);
      case ARN_NOT_LIKE -> Optional.of(ARN_LIKE);
      case NUMERIC_LESS_THAN, NUMERIC_LESS_THAN_EQUALS, NUMERIC_GREATER_THAN, NUMERIC_GREATER_THAN_EQUALS, DATE_LESS_THAN,
          DATE_LESS_THAN_EQUALS, DATE_GREATER_THAN, DATE_GREATER_THAN_EQUALS, BOOL, BINARY_EQUALS, NULL -> Optional.empty();
    };
  }
}
