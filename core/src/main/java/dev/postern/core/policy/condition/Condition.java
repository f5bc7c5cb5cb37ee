package dev.postern.core.policy.condition;

import dev.postern.core.policy.pattern.Template;
import dev.postern.core.policy.request.Context;
import dev.postern.core.policy.request.Fold;
import dev.postern.core.policy.request.Values;
import java.util.List;

/**
 * One operator, one key, and the values that the key is compared with.
 *
 * <p>An absent key: a negated operator holds, {@code IfExists} holds, {@code ForAllValues} holds, everything else does not. Of values in a
 * policy one must match; with a negated operator none may. A key with several values needs a set operator: without one nothing holds.
 * <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html">AWS</a>
 */
public final class Condition {
  private final Operator operator;
  private final Quantifier quantifier;
  private final boolean ifExists;
  private final String key;
  private final String folded;
  private final List<String> values;
  private final boolean variables;
  private final boolean multivalued;
  private final Comparison comparison;

  /** @param variables whether <code>${…}</code> is replaced, as Version 2012-10-17 has it */
  public Condition(Operator operator, Quantifier quantifier, boolean ifExists, String key, List<String> values, boolean variables) {
    this.operator = operator;
    this.quantifier = quantifier;
    this.ifExists = ifExists;
    this.key = key;
    this.folded = Fold.name(key);
    this.values = List.copyOf(values);
    this.variables = variables;
    this.multivalued = ConditionKeys.isMultivalued(folded);
    this.comparison = comparison();
  }

  private Comparison comparison() {
    return switch (operator) {
      case STRING_EQUALS, STRING_NOT_EQUALS -> TextComparison.of(templates(), false);
      case STRING_EQUALS_IGNORE_CASE, STRING_NOT_EQUALS_IGNORE_CASE -> TextComparison.of(templates(), true);
      case STRING_LIKE, STRING_NOT_LIKE -> TextComparison.of(templates(), false);
      case NUMERIC_EQUALS, NUMERIC_NOT_EQUALS, NUMERIC_LESS_THAN, NUMERIC_LESS_THAN_EQUALS, NUMERIC_GREATER_THAN, NUMERIC_GREATER_THAN_EQUALS ->
          NumberComparison.of(Relation.of(operator), values);
      case DATE_EQUALS, DATE_NOT_EQUALS, DATE_LESS_THAN, DATE_LESS_THAN_EQUALS, DATE_GREATER_THAN, DATE_GREATER_THAN_EQUALS ->
          DateComparison.of(Relation.of(operator), values);
      case BOOL, NULL -> new BoolComparison(templates());
      case BINARY_EQUALS -> new BinaryComparison(values);
      case IP_ADDRESS, NOT_IP_ADDRESS -> new IpComparison(values);
      case ARN_EQUALS, ARN_NOT_EQUALS, ARN_LIKE, ARN_NOT_LIKE -> new ArnComparison(templates());
    };
  }

  /** The values taken apart; only operators that know wildcards have any. */
  public List<Template> templates() {
    boolean wildcards =
        switch (operator) {
          case STRING_LIKE, STRING_NOT_LIKE, ARN_EQUALS, ARN_NOT_EQUALS, ARN_LIKE, ARN_NOT_LIKE -> true;
          default -> false;
        };
    return values.stream().map(value -> Template.parse(value, wildcards, variables && takesVariables())).toList();
  }

  private boolean takesVariables() {
    return switch (operator.family()) {
      case STRING, ARN, BOOL -> true;
      case NUMERIC, DATE, BINARY, IP, NULL -> false;
    };
  }

  public boolean holds(Context context) {
    Values present = context.get(folded);
    if (operator == Operator.NULL) {
      return comparison.compare(present.size() == 0 ? "true" : "false", context) == Comparison.Result.MATCH;
    }
    if (!present.isPresent()) {
      return holdsWhenAbsent();
    }
    return switch (quantifier) {
      case NONE -> holdsOfOne(present, context);
      case ALL -> holdsOfAll(present, context);
      case ANY -> holdsOfAny(present, context);
    };
  }

  public boolean holdsWhenAbsent() {
    if (operator == Operator.NULL) {
      return comparison.compare("true", Context.EMPTY) == Comparison.Result.MATCH;
    }
    return ifExists
        || switch (quantifier) {
          case NONE -> operator.isNegated();
          case ALL -> true;
          case ANY -> false;
        };
  }

  private boolean holdsOfOne(Values present, Context context) {
    if (present.size() == 0) {
      return operator.isNegated();
    }
    return present.size() == 1 && !multivalued && holdsOf(present.at(0), context);
  }

  private boolean holdsOfAll(Values present, Context context) {
    if (isNothing(present)) {
      return true;
    }
    for (int i = 0; i < present.size(); i++) {
      if (!holdsOf(present.at(i), context)) {
        return false;
      }
    }
    return true;
  }

  private boolean holdsOfAny(Values present, Context context) {
    if (isNothing(present)) {
      return false;
    }
    for (int i = 0; i < present.size(); i++) {
      if (holdsOf(present.at(i), context)) {
        return true;
      }
    }
    return false;
  }

  /** An empty set; one empty string says as little. */
  private static boolean isNothing(Values present) {
    return present.size() == 0 || present.size() == 1 && present.at(0).isEmpty();
  }

  /** Whether the operator holds of one present value. */
  public boolean holdsOf(String value, Context context) {
    return comparison.compare(value, context) == (operator.isNegated() ? Comparison.Result.DIFFERENT : Comparison.Result.MATCH);
  }

  public Operator operator() {
    return operator;
  }

  public Quantifier quantifier() {
    return quantifier;
  }

  public boolean isIfExists() {
    return ifExists;
  }

  /** The key as it is written. */
  public String key() {
    return key;
  }

  /** The key in lower case. */
  public String foldedKey() {
    return folded;
  }

  public List<String> values() {
    return values;
  }

  public boolean hasVariables() {
    return templates().stream().anyMatch(Template::hasVariables);
  }

  /** The operator as policies write it, with its set and its {@code IfExists}. */
  public String operatorWord() {
    return quantifier.prefix() + operator.word() + (ifExists ? "IfExists" : "");
  }

  @Override
  public String toString() {
    return operatorWord() + " " + key + " " + values;
  }
}
