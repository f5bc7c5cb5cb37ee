package dev.postern.core.price;

import java.math.BigDecimal;
import java.util.List;

/**
 * The list price of one metered thing in one Region, in US dollars.
 *
 * @param hour 0 where hours cost nothing
 * @param perGB by the bytes of a whole month in one account and Region; empty where bytes cost nothing
 * @param unverified not read from AWS's price list, but taken from a Region like it
 */
public record Rate(BigDecimal hour, List<Tier> perGB, boolean unverified) {
  public static final Rate FREE = new Rate(BigDecimal.ZERO, List.of(), false);
  /** AWS's GB of data is 2 to the 30 bytes, and a division by that is exact. */
  private static final BigDecimal GB = BigDecimal.valueOf(1L << 30);

  public Rate {
    perGB = List.copyOf(perGB);
  }

  /** A price up to so many GB of a month; the last tier has no end. */
  public record Tier(long upToGB, BigDecimal price) {
    public static final long NO_END = Long.MAX_VALUE;
  }

  public BigDecimal hours(long hours) {
    return hour.multiply(BigDecimal.valueOf(hours));
  }

  /** What so many bytes of a month cost, each GB at the price of its tier. */
  public BigDecimal bytes(BigDecimal bytes) {
    BigDecimal cost = BigDecimal.ZERO;
    BigDecimal gb = bytes.divide(GB);
    BigDecimal from = BigDecimal.ZERO;
    for (Tier tier : perGB) {
      BigDecimal to = gb.min(BigDecimal.valueOf(tier.upToGB));
      if (to.compareTo(from) > 0) {
        cost = cost.add(to.subtract(from).multiply(tier.price));
        from = to;
      }
    }
    return cost;
  }
}
