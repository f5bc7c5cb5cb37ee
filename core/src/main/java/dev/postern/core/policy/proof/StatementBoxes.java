package dev.postern.core.policy.proof;

import dev.postern.core.policy.Principals;
import dev.postern.core.policy.Statement;
import dev.postern.core.policy.condition.Condition;
import dev.postern.core.policy.pattern.ArnPattern;
import dev.postern.core.policy.pattern.Template;
import dev.postern.core.policy.proof.text.Glob;
import dev.postern.core.policy.proof.text.TextSet;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The requests that a statement matches, as boxes: one, but for values with policy variables. Whether a variable's value fits is taken to be
 * free, one chance for each text, on top of what the text demands whatever the value is.
 */
final class StatementBoxes {
  private StatementBoxes() {}

  /** @param accountMeansRoot see {@link CallerSet.Named} */
  static List<Box> of(Statement statement, boolean accountMeansRoot) {
    return of(statement, statement.conditions(), accountMeansRoot, resources -> resources);
  }

  /**
   * @param conditions those of the statement's that are to be kept
   * @param guarded of some resources those that a request here is about when the statement matches
   */
  static List<Box> of(Statement statement, List<Condition> conditions, boolean accountMeansRoot, UnaryOperator<TextSet> guarded) {
    List<Box> boxes = List.of(callers(statement.principals(), accountMeansRoot).and(actions(statement)));
    boxes = Box.product(boxes, resources(statement, guarded));
    for (Condition condition : conditions) {
      boxes = Box.product(boxes, condition(condition));
    }
    return boxes;
  }

  private static Box callers(Principals principals, boolean accountMeansRoot) {
    return switch (principals.mode()) {
      case NONE -> Box.ALL;
      case LISTED ->
          principals.isEveryone() ? Box.ALL : Box.of(Attribute.WHO, Limit.in(new CallerSet.Named(principals.patterns(), accountMeansRoot)));
      case EXCEPT -> Box.of(Attribute.WHO, Limit.in(CallerSet.excepted(principals)).negated());
    };
  }

  private static Box actions(Statement statement) {
    if (statement.actions().written().contains("*") && !statement.actions().isExcept()) {
      return Box.ALL;
    }
    Limit limit = Limit.in(new TextSet(statement.actions().templates().stream().map(Glob::of).toList()));
    return Box.of(Attribute.ACTION, statement.actions().isExcept() ? limit.negated() : limit);
  }

  private static List<Box> resources(Statement statement, UnaryOperator<TextSet> guarded) {
    boolean except = statement.resources().isExcept();
    if (statement.resources().isAll()) {
      return except ? List.of() : List.of(Box.ALL);
    }
    List<Template> fixed = statement.resources().patterns().stream().map(ArnPattern::template).filter(template -> !template.hasVariables()).toList();
    List<Template> open = statement.resources().patterns().stream().map(ArnPattern::template).filter(Template::hasVariables).toList();
    TextSet surely = guarded.apply(new TextSet(fixed.stream().map(Glob::ofArn).toList()));
    TextSet perhaps = guarded.apply(new TextSet(open.stream().map(Glob::ofArn).toList()));
    return split(Attribute.RESOURCE, Limit.in(surely), Limit.in(perhaps), open, except);
  }

  private static List<Box> condition(Condition condition) {
    boolean isCaller = CallerSet.KEYS.contains(condition.foldedKey());
    if (!condition.hasVariables()) {
      return isCaller
          ? List.of(Box.of(Attribute.WHO, Limit.in(new CallerSet.Keyed(condition))))
          : List.of(PointKeys.box(condition.foldedKey(), ConditionSets.limit(condition)));
    }
    if (isCaller || Attribute.key(condition.foldedKey()).kind() == Attribute.Kind.KEYS) {
      return List.of(Box.of(Attribute.chance(condition.toString(), List.of()), Limit.in(TextSet.exactly(List.of("true")))));
    }
    List<Template> open = condition.templates().stream().filter(Template::hasVariables).toList();
    List<String> fixed = condition.values().stream().filter(value -> !Template.parse(value, true, true).hasVariables()).toList();
    Condition surely =
        new Condition(condition.operator(), condition.quantifier(), condition.isIfExists(), condition.key(), fixed, true);
    Limit limit = ConditionSets.limit(surely);
    Limit perhaps = new Limit(Limit.Scope.SOME, new ValueSet.Texts(ConditionSets.texts(condition.operator(), open)), true, false);
    boolean negated = condition.operator().isNegated();
    return split(Attribute.key(condition.foldedKey()), negated ? limit.negated() : limit, perhaps, open, negated);
  }

  /**
   * What is in {@code surely}, or in {@code perhaps} when chance wills it; with {@code except} all the rest.
   *
   * @param open the texts with variables
   */
  private static List<Box> split(Attribute attribute, Limit surely, Limit perhaps, List<Template> open, boolean except) {
    if (open.isEmpty()) {
      return List.of(Box.of(attribute, except ? surely.negated() : surely));
    }
    Limit fits = Limit.in(TextSet.exactly(List.of("true")));
    Attribute chance = Attribute.chance(attribute.name(), open);
    return except
        ? List.of(
            Box.of(attribute, surely.negated()).and(attribute, perhaps.negated()),
            Box.of(attribute, surely.negated()).and(attribute, perhaps).and(chance, fits.negated()))
        : List.of(Box.of(attribute, surely), Box.of(attribute, perhaps).and(chance, fits));
  }
}
