package dev.postern.core.policy.condition;

import dev.postern.core.policy.request.Context;
import java.util.List;

/** The date operators. */
final class DateComparison implements Comparison {
  private final Relation relation;
  private final long[] moments;
  private final boolean wellFormed;

  private DateComparison(Relation relation, long[] moments, boolean wellFormed) {
    this.relation = relation;
    this.moments = moments;
    this.wellFormed = wellFormed;
  }

  static DateComparison of(Relation relation, List<String> values) {
    long[] moments = values.stream().mapToLong(Moment::micros).filter(micros -> micros != Moment.NONE).toArray();
    return new DateComparison(relation, moments, moments.length == values.size());
  }

  @Override
  public Result compare(String value, Context context) {
    long moment = Moment.micros(value);
    if (moment == Moment.NONE) {
      return Result.INCOMPARABLE;
    }
    for (long other : moments) {
      if (relation.holds(Long.compare(moment, other))) {
        return Result.MATCH;
      }
    }
    return Comparison.of(false, wellFormed);
  }
}
