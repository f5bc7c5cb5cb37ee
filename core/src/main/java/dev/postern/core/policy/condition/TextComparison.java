package dev.postern.core.policy.condition;

import dev.postern.core.policy.pattern.Template;
import dev.postern.core.policy.pattern.TextPattern;
import dev.postern.core.policy.request.Context;
import dev.postern.core.policy.request.Fold;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The string operators. */
final class TextComparison implements Comparison {
  private final boolean ignoreCase;
  /** Values that are compared whole. */
  private final Set<String> exact;
  private final TextPattern[] patterns;

  private TextComparison(boolean ignoreCase, Set<String> exact, List<TextPattern> patterns) {
    this.ignoreCase = ignoreCase;
    this.exact = exact;
    this.patterns = patterns.toArray(TextPattern[]::new);
  }

  static TextComparison of(List<Template> values, boolean ignoreCase) {
    Set<String> exact = new HashSet<>();
    List<TextPattern> patterns = new ArrayList<>();
    for (Template value : values) {
      if (value.hasVariables() || value.hasWildcards()) {
        patterns.add(TextPattern.of(value));
      } else {
        String text = value.literal().orElseThrow();
        exact.add(ignoreCase ? Fold.lower(text) : text);
      }
    }
    return new TextComparison(ignoreCase, exact, patterns);
  }

  @Override
  public Result compare(String value, Context context) {
    if (exact.contains(ignoreCase ? Fold.lower(value) : value)) {
      return Result.MATCH;
    }
    for (TextPattern pattern : patterns) {
      if (ignoreCase ? sameIgnoringCase(pattern, value, context) : pattern.matches(value, context)) {
        return Result.MATCH;
      }
    }
    return Result.DIFFERENT;
  }

  /** Only a value with variables comes here: the operator knows no wildcards. */
  private static boolean sameIgnoringCase(TextPattern pattern, String value, Context context) {
    return pattern.template().resolve(context).flatMap(Template::literal).filter(text -> Fold.same(text, value)).isPresent();
  }
}
