package dev.postern.core.policy.condition;

import dev.postern.core.policy.request.Context;
import java.util.List;
import java.util.Optional;

/** {@code IpAddress} and {@code NotIpAddress}. */
final class IpComparison implements Comparison {
  private final IpRange[] ranges;
  private final boolean wellFormed;

  IpComparison(List<String> values) {
    this.ranges = values.stream().map(IpRange::parse).flatMap(Optional::stream).toArray(IpRange[]::new);
    this.wellFormed = ranges.length == values.size();
  }

  @Override
  public Result compare(String value, Context context) {
    long v4 = IpRange.v4(value);
    if (v4 != IpRange.NOT_V4) {
      for (IpRange range : ranges) {
        if (range.containsV4(v4)) {
          return Result.MATCH;
        }
      }
      return Comparison.of(false, wellFormed);
    }
    Optional<IpRange> address = IpRange.parse(value);
    if (address.isEmpty()) {
      return Result.INCOMPARABLE;
    }
    for (IpRange range : ranges) {
      if (range.contains(address.get())) {
        return Result.MATCH;
      }
    }
    return Comparison.of(false, wellFormed);
  }
}
