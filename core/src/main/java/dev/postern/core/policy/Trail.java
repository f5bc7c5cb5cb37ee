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
    private final List<Decider> denies = new ArrayList<>();
    private final List<Decider> allows = new ArrayList<>();
    private Optional<PolicyType> cause = Optional.empty();

    @Override
    public boolean wantsAll() {
      return true;
    }

    @Override
    public void denied(Policy policy, Statement statement) {
      denies.add(decider(policy, statement));
    }

    @Override
    public void allowed(Policy policy, Statement statement) {
      allows.add(decider(policy, statement));
    }

    @Override
    public void because(PolicyType type) {
      if (cause.isEmpty()) {
        cause = Optional.of(type);
      }
    }

    private static Decider decider(Policy policy, Statement statement) {
      return new Decider(policy.name(), policy.document().type(), statement.index(), statement.sid(), statement.effect());
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
