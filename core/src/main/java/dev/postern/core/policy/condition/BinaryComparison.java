package dev.postern.core.policy.condition;

import dev.postern.core.policy.request.Context;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code BinaryEquals}: bytes in base 64, on both sides. */
final class BinaryComparison implements Comparison {
  /** In the one form that the encoder gives. */
  private final Set<String> canonical = new HashSet<>();

  BinaryComparison(List<String> values) {
    values.forEach(value -> canonical(value).ifPresent(canonical::add));
  }

  @Override
  public Result compare(String value, Context context) {
    if (canonical.contains(value)) {
      return Result.MATCH;
    }
    return canonical(value).map(text -> Comparison.of(canonical.contains(text), true)).orElse(Result.INCOMPARABLE);
  }

  static Optional<String> canonical(String text) {
    try {
      return Optional.of(Base64.getEncoder().encodeToString(Base64.getDecoder().decode(text)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
