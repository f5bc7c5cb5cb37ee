package dev.postern.core.policy.condition;

import dev.postern.core.policy.pattern.Template;
import dev.postern.core.policy.request.Context;
import dev.postern.core.policy.request.Fold;
import java.util.List;

/** {@code Bool}. */
final class BoolComparison implements Comparison {
  private final boolean matchesTrue;
  private final boolean matchesFalse;
  private final List<Template> variable;

  BoolComparison(List<Template> values) {
    this.matchesTrue = values.stream().anyMatch(value -> is(value, "true"));
    this.matchesFalse = values.stream().anyMatch(value -> is(value, "false"));
    this.variable = values.stream().filter(Template::hasVariables).toList();
  }

  private static boolean is(Template value, String text) {
    return value.literal().filter(literal -> Fold.same(literal, text)).isPresent();
  }

  private static boolean same(String value, String word) {
    return value.equals(word) || Fold.same(value, word);
  }

  @Override
  public Result compare(String value, Context context) {
    boolean isTrue = same(value, "true");
    if (!isTrue && !same(value, "false")) {
      return Result.INCOMPARABLE;
    }
    if (isTrue ? matchesTrue : matchesFalse) {
      return Result.MATCH;
    }
    for (int i = 0; i < variable.size(); i++) {
      if (variable.get(i).resolve(context).filter(resolved -> is(resolved, value)).isPresent()) {
        return Result.MATCH;
      }
    }
    return Result.DIFFERENT;
  }
}
