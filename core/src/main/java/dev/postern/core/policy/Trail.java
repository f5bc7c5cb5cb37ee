package dev.postern.core.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Notes which statements take part in a decision. */
sealed interface Trail {
  /** Notes nothing and allocates nothing; the first Deny ends the search. */
  Trail NONE = new Silent();

  boolean wantsAll();

  void denied(Policy policy, Statement statement);

  void allowed(Policy policy, Statement statement);

  void because(PolicyType type);

  /** {@link #NONE}. */
  record Silent() implements Trail {
    @Override
    public boolean wantsAll() {
      return false;
    }

    @Override
    public void denied(Policy policy, Statement statement) {}

    @Override
    public void allowed(Policy policy, Statement statement) {}

    @Override
    public void because(PolicyType type) {}
  }

  /** Keeps what it is told. */
  final class Noted implements Trail {
    private List<Decider> denies = List.of();
    private List<Decider> allows = List.of();
    private Optional<PolicyType> cause = Optional.empty();

    @Override
    public boolean wantsAll() {
      return true;
    }

    @Override
    public void denied(Policy policy, Statement statement) {
      denies = with(denies, policy, statement);
    }

    @Override
    public void allowed(Policy policy, Statement statement) {
      allows = with(allows, policy, statement);
    }

    @Override
    public void because(PolicyType type) {
      if (cause.isEmpty()) {
        cause = Optional.of(type);
      }
    }

    /** Every request is noted, and most by nothing or by one Allow of each of two or three policies. */
    private static List<Decider> with(List<Decider> noted, Policy policy, Statement statement) {
      List<Decider> more = noted.isEmpty() ? new ArrayList<>(4) : noted;
      more.add(new Decider(policy.name(), policy.document().type(), statement.index(), statement.sid(), statement.effect()));
      return more;
    }

    List<Decider> denies() {
      return denies;
    }

    List<Decider> allows() {
      return allows;
    }

    /** The type of the policy that denies, or that does not allow. */
    Optional<PolicyType> cause() {
      return cause;
    }
  }
}
