package dev.postern.core.policy.proof.text;

/**
 * How much a search may still do, so that its time has a bound whatever the policies are. A unit is about what it takes to compare one symbol
 * of a glob with one character: some nanoseconds. It is counted and not timed, so that a question has the same answer on every machine.
 */
public final class Work {
  /** What one search may do: about two seconds. */
  public static final long OF_A_SEARCH = 300_000_000L;

  private long left;

  public Work(long units) {
    left = units;
  }

  public static Work ofASearch() {
    return new Work(OF_A_SEARCH);
  }

  /** Without a bound, for what is asked once. */
  static Work unbounded() {
    return new Work(Long.MAX_VALUE);
  }

  public void spend(long units) {
    left -= units;
  }

  /** Whether more was done than may be: what is looked for may be there all the same. */
  public boolean isSpent() {
    return left < 0;
  }
}
