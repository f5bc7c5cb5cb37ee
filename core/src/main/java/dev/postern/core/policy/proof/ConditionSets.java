package dev.postern.core.policy.proof;

import dev.postern.core.policy.condition.Condition;
import dev.postern.core.policy.condition.IpRange;
import dev.postern.core.policy.condition.Moment;
import dev.postern.core.policy.condition.Operator;
import dev.postern.core.policy.condition.Quantifier;
import dev.postern.core.policy.condition.Relation;
import dev.postern.core.policy.pattern.ArnPattern;
import dev.postern.core.policy.pattern.Template;
import dev.postern.core.policy.proof.text.Glob;
import dev.postern.core.policy.proof.text.TextSet;
import dev.postern.core.policy.request.Context;
import java.util.List;

/** What conditions without variables say of one attribute. */
final class ConditionSets {
  private ConditionSets() {}

  /** The limit that a condition is. */
  static Limit limit(Condition condition) {
    boolean absent = condition.holdsWhenAbsent();
    if (condition.operator() == Operator.NULL) {
      boolean present = condition.holds(Context.builder().put(condition.foldedKey(), "x").build());
      return new Limit(Limit.Scope.SOME, new ValueSet.Texts(present ? TextSet.ANY : TextSet.NONE), true, absent);
    }
    boolean many = Attribute.key(condition.foldedKey()).kind() == Attribute.Kind.KEYS;
    if (many && condition.quantifier() == Quantifier.NONE) {
      return new Limit(Limit.Scope.SOME, new ValueSet.Texts(TextSet.NONE), true, absent);
    }
    Limit.Scope scope = condition.quantifier() == Quantifier.ALL ? Limit.Scope.ALL : Limit.Scope.SOME;
    return new Limit(scope, set(condition), isInside(condition), absent);
  }

  /** The values that match; those of which the condition holds are these, or the rest, see {@link #isInside}. */
  static ValueSet set(Condition condition) {
    if (condition.operator().isNegated() && isMalformed(condition)) {
      return new ValueSet.Texts(TextSet.NONE);
    }
    List<String> values = condition.values();
    Operator operator = condition.operator();
    return switch (operator.family()) {
      case STRING, ARN -> new ValueSet.Texts(texts(operator, condition.templates()));
      case NUMERIC -> ValueSet.numbers(Relation.of(operator), values);
      case DATE -> ValueSet.dates(Relation.of(operator), values);
      case IP -> ValueSet.addresses(values);
      case BOOL -> ValueSet.points(Operator.Family.BOOL, List.of("true", "false"), value -> condition.holdsOf(value, Context.EMPTY));
      case BINARY -> ValueSet.points(Operator.Family.BINARY, values, value -> condition.holdsOf(value, Context.EMPTY));
      case NULL -> throw new IllegalArgumentException("compares nothing: " + condition);
    };
  }

  static boolean isInside(Condition condition) {
    return !condition.operator().isNegated() || isMalformed(condition);
  }

  /** @param templates variables in them may have any value */
  static TextSet texts(Operator operator, List<Template> templates) {
    return switch (operator) {
      case STRING_EQUALS_IGNORE_CASE, STRING_NOT_EQUALS_IGNORE_CASE -> new TextSet(templates.stream().map(Glob::ignoringCase).toList());
      case ARN_EQUALS, ARN_NOT_EQUALS, ARN_LIKE, ARN_NOT_LIKE ->
          new TextSet(templates.stream().filter(template -> ArnPattern.of(template).isPresent()).map(ConditionSets::arn).toList());
      default -> new TextSet(templates.stream().map(Glob::of).toList());
    };
  }

  /** A variable may bring colons with it. */
  private static Glob arn(Template template) {
    return template.splitAtColons(6).size() == 6 ? Glob.ofArn(template) : Glob.any();
  }

  /** Whether a value is none of its operator's kind, so that the negated operator holds of no present value. */
  private static boolean isMalformed(Condition condition) {
    return condition.values().stream()
        .anyMatch(value -> switch (condition.operator().family()) {
          case NUMERIC -> !isNumber(value);
          case DATE -> Moment.micros(value) == Moment.NONE;
          case IP -> IpRange.parse(value).isEmpty();
          case ARN -> ArnPattern.of(Template.parse(value, true, true)).isEmpty();
          case STRING, BOOL, BINARY, NULL -> false;
        });
  }

  private static boolean isNumber(String value) {
    return value.matches("[+-]?(\\d++(\\.\\d*+)?|\\.\\d++)([eE][+-]?\\d{1,4})?");
  }
}
