package dev.postern.core.policy.proof;

import dev.postern.core.policy.condition.IpRange;
import dev.postern.core.policy.condition.Moment;
import dev.postern.core.policy.condition.Operator;
import dev.postern.core.policy.condition.Relation;
import dev.postern.core.policy.proof.text.TextSet;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A set of values that a condition tells from the rest. */
sealed interface ValueSet {
  boolean contains(String value);

  /** A set of texts by globs. */
  record Texts(TextSet set) implements ValueSet {
    @Override
    public boolean contains(String value) {
      return set.contains(value);
    }
  }

  /** A set of callers. */
  record Callers(CallerSet set) implements ValueSet {
    @Override
    public boolean contains(String value) {
      throw new UnsupportedOperationException("a caller is more than a text: " + value);
    }
  }

  /**
   * A set that ends at some points of an order, or holds some points.
   *
   * @param samples values on both sides of each point, so that those of several sets of one family together meet every combination of them
   */
  record Samples(Operator.Family family, Predicate<String> test, List<String> samples) implements ValueSet {
    @Override
    public boolean contains(String value) {
      return test.test(value);
    }
  }

  /** Addresses in some blocks. */
  static ValueSet addresses(List<String> blocks) {
    List<IpRange> ranges = blocks.stream().map(IpRange::parse).flatMap(Optional::stream).toList();
    List<String> samples = new ArrayList<>();
    for (IpRange range : ranges) {
      samples.add(range.firstAddress());
      range.before().ifPresent(samples::add);
      range.after().ifPresent(samples::add);
      samples.add(range.lastAddress());
    }
    return new Samples(
        Operator.Family.IP,
        value -> IpRange.address(value).filter(address -> ranges.stream().anyMatch(range -> range.contains(address))).isPresent(),
        samples);
  }

  static ValueSet numbers(Relation relation, List<String> values) {
    List<BigDecimal> points = values.stream().map(ValueSet::number).flatMap(Optional::stream).toList();
    List<String> samples = new ArrayList<>();
    List<BigDecimal> sorted = points.stream().sorted().distinct().toList();
    for (BigDecimal point : sorted) {
      samples.add(point.toPlainString());
      samples.add(point.subtract(BigDecimal.ONE).toPlainString());
      samples.add(point.add(BigDecimal.ONE).toPlainString());
      samples.add(point.subtract(BigDecimal.valueOf(1, 9)).toPlainString());
      samples.add(point.add(BigDecimal.valueOf(1, 9)).toPlainString());
    }
    return new Samples(
        Operator.Family.NUMERIC,
        value -> number(value).filter(number -> points.stream().anyMatch(point -> relation.holds(number.compareTo(point)))).isPresent(),
        samples);
  }

  private static Optional<BigDecimal> number(String text) {
    try {
      return text.length() > 100 ? Optional.empty() : Optional.of(new BigDecimal(text)).filter(number -> Math.abs(number.scale()) < 1000);
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  static ValueSet dates(Relation relation, List<String> values) {
    long[] points = values.stream().mapToLong(Moment::micros).filter(micros -> micros != Moment.NONE).toArray();
    List<String> samples = new ArrayList<>();
    for (long point : points) {
      for (long offset : new long[] {0, -1_000_000, 1_000_000, -1, 1}) {
        samples.add(Moment.print(point + offset));
      }
    }
    return new Samples(
        Operator.Family.DATE,
        value -> {
          long moment = Moment.micros(value);
          if (moment != Moment.NONE) {
            for (long point : points) {
              if (relation.holds(Long.compare(moment, point))) {
                return true;
              }
            }
          }
          return false;
        },
        samples);
  }

  /** Values that are compared whole, such as bytes and booleans. */
  static ValueSet points(Operator.Family family, List<String> points, Predicate<String> test) {
    return new Samples(family, test, points);
  }
}
