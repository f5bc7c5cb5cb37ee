package dev.postern.core.policy.condition;

import dev.postern.core.policy.request.Context;

/** How one value of a request stands to the values of a condition. */
interface Comparison {
  /** What comes out. */
  enum Result {
    /** Some value of the policy matches. */
    MATCH,
    /** Each can be compared, and none matches. */
    DIFFERENT,
    /** It is no value of the operator's kind, or the policy holds one that is not: neither the operator nor its negation holds. */
    INCOMPARABLE
  }

  Result compare(String value, Context context);

  static Result of(boolean matches, boolean comparable) {
    return matches ? Result.MATCH : comparable ? Result.DIFFERENT : Result.INCOMPARABLE;
  }
}
