package dev.postern.core.price;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a list of usages costs, line by line. */
public record Bill(List<Line> lines) {

  /** One usage with its cost; {@code rate} is empty where no price is known, and both costs are 0 then. */
  public record Line(Usage usage, Optional<Rate> rate, BigDecimal hours, BigDecimal data) {
    public BigDecimal total() {
      return hours.add(data);
    }
  }

  private record Pool(String account, String region, Metered thing) {
    static Pool of(Usage usage) {
      return new Pool(usage.account(), usage.region(), usage.thing());
    }
  }

  /** Tiers are reached by all bytes of one kind in one account and Region together; each line bears its share of their price. */
  public static Bill of(List<Usage> usages, PriceTable prices) {
    Map<Pool, BigDecimal> pooled = new HashMap<>();
    usages.forEach(u -> pooled.merge(Pool.of(u), u.paidBytes(), BigDecimal::add));
    return new Bill(usages.stream().map(u -> line(u, prices.rate(u.region(), u.thing()), pooled.get(Pool.of(u)))).toList());
  }

  private static Line line(Usage usage, Optional<Rate> rate, BigDecimal pool) {
    if (rate.isEmpty()) {
      return new Line(usage, rate, BigDecimal.ZERO, BigDecimal.ZERO);
    }
    BigDecimal data = pool.signum() == 0 ? BigDecimal.ZERO : rate.get().bytes(pool).multiply(usage.paidBytes()).divide(pool, MathContext.DECIMAL128);
    return new Line(usage, rate, rate.get().hours(usage.hours()), data);
  }

  public BigDecimal total() {
    return lines.stream().map(Line::total).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** The Regions that something was metered in whose price is not known. */
  public SortedSet<String> withoutPrices() {
    SortedSet<String> regions = new TreeSet<>();
    lines.stream().filter(l -> l.rate().isEmpty()).forEach(l -> regions.add(l.usage().region()));
    return regions;
  }
}
