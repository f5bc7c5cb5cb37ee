package dev.postern.core.policy.condition;

import dev.postern.core.policy.request.Context;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The numeric operators. */
final class NumberComparison implements Comparison {
  private final Relation relation;
  private final long[] whole;
  private final BigDecimal[] exact;
  private final boolean wellFormed;

  private NumberComparison(Relation relation, long[] whole, BigDecimal[] exact, boolean wellFormed) {
    this.relation = relation;
    this.whole = whole;
    this.exact = exact;
    this.wellFormed = wellFormed;
  }

  static NumberComparison of(Relation relation, List<String> values) {
    List<BigDecimal> numbers = values.stream().map(Decimal::parse).flatMap(Optional::stream).toList();
    long[] whole = values.stream().filter(value -> Decimal.parse(value).isPresent()).mapToLong(Decimal::whole).toArray();
    return new NumberComparison(relation, whole, numbers.toArray(BigDecimal[]::new), numbers.size() == values.size());
  }

  @Override
  public Result compare(String value, Context context) {
    long number = Decimal.whole(value);
    Optional<BigDecimal> decimal = Optional.empty();
    for (int i = 0; i < whole.length; i++) {
      int comparison;
      if (number != Decimal.NOT_WHOLE && whole[i] != Decimal.NOT_WHOLE) {
        comparison = Long.compare(number, whole[i]);
      } else {
        decimal = decimal.isPresent() ? decimal : Decimal.parse(value);
        if (decimal.isEmpty()) {
          return Result.INCOMPARABLE;
        }
        comparison = decimal.get().compareTo(exact[i]);
      }
      if (relation.holds(comparison)) {
        return Result.MATCH;
      }
    }
    return Comparison.of(false, wellFormed && (number != Decimal.NOT_WHOLE || decimal.isPresent() || Decimal.parse(value).isPresent()));
  }
}
