package dev.postern.core.policy.condition;

import dev.postern.core.policy.pattern.ArnPattern;
import dev.postern.core.policy.pattern.Template;
import dev.postern.core.policy.request.Context;
import java.util.List;
import java.util.Optional;

/** The ARN operators: {@code Equals} knows wildcards as {@code Like} does. */
final class ArnComparison implements Comparison {
  private final ArnPattern[] patterns;
  private final boolean wellFormed;

  ArnComparison(List<Template> values) {
    this.patterns = values.stream().map(ArnPattern::of).flatMap(Optional::stream).toArray(ArnPattern[]::new);
    this.wellFormed = patterns.length == values.size();
  }

  @Override
  public Result compare(String value, Context context) {
    if (!ArnPattern.isArn(value)) {
      return Result.INCOMPARABLE;
    }
    for (ArnPattern pattern : patterns) {
      if (pattern.matches(value, context)) {
        return Result.MATCH;
      }
    }
    return Comparison.of(false, wellFormed);
  }
}
