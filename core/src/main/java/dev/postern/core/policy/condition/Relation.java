package dev.postern.core.policy.condition;

/** How an ordered value must stand to a policy's. */
public enum Relation {
  EQUAL,
  LESS,
  LESS_OR_EQUAL,
  GREATER,
  GREATER_OR_EQUAL;

  /** @param comparison of the request's value with the policy's, as {@code compareTo} gives it */
  public boolean holds(int comparison) {
    return switch (this) {
      case EQUAL -> comparison == 0;
      case LESS -> comparison < 0;
      case LESS_OR_EQUAL -> comparison <= 0;
      case GREATER -> comparison > 0;
      case GREATER_OR_EQUAL -> comparison >= 0;
    };
  }

  /** Of a numeric or date operator; its negation has the relation that it negates. */
  public static Relation of(Operator operator) {
    return switch (operator) {
      case NUMERIC_EQUALS, NUMERIC_NOT_EQUALS, DATE_EQUALS, DATE_NOT_EQUALS -> EQUAL;
      case NUMERIC_LESS_THAN, DATE_LESS_THAN -> LESS;
      case NUMERIC_LESS_THAN_EQUALS, DATE_LESS_THAN_EQUALS -> LESS_OR_EQUAL;
      case NUMERIC_GREATER_THAN, DATE_GREATER_THAN -> GREATER;
      case NUMERIC_GREATER_THAN_EQUALS, DATE_GREATER_THAN_EQUALS -> GREATER_OR_EQUAL;
      default -> throw new IllegalArgumentException(operator + " orders nothing");
    };
  }
}
