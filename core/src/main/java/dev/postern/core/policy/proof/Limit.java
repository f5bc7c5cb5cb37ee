package dev.postern.core.policy.proof;

import dev.postern.core.policy.proof.text.TextSet;
import org.jspecify.annotations.Nullable;

/** A limit on one attribute: which values it may have, and whether it may be absent. Limits are told apart by identity, and so is the negation of each. */
final class Limit {
  /** How many of a key's values it speaks of; of a key with one value both mean that. */
  enum Scope {
    ALL,
    SOME
  }

  private final Scope scope;
  private final ValueSet set;
  private final boolean inside;
  private final boolean absent;
  private @Nullable Limit negation;

  /**
   * @param inside whether the values are those in the set, or the rest
   * @param absent whether the attribute may be absent
   */
  Limit(Scope scope, ValueSet set, boolean inside, boolean absent) {
    this.scope = scope;
    this.set = set;
    this.inside = inside;
    this.absent = absent;
  }

  static Limit in(ValueSet set) {
    return new Limit(Scope.SOME, set, true, false);
  }

  static Limit in(TextSet set) {
    return in(new ValueSet.Texts(set));
  }

  static Limit in(CallerSet callers) {
    return in(new ValueSet.Callers(callers));
  }

  static Limit present() {
    return in(TextSet.ANY);
  }

  static Limit absent() {
    return present().negated();
  }

  /** What does not keep this limit keeps its negation. */
  Limit negated() {
    Limit known = negation;
    if (known == null) {
      known = new Limit(scope == Scope.ALL ? Scope.SOME : Scope.ALL, set, !inside, !absent);
      known.negation = this;
      negation = known;
    }
    return known;
  }

  Scope scope() {
    return scope;
  }

  ValueSet set() {
    return set;
  }

  boolean isInside() {
    return inside;
  }

  boolean admitsAbsence() {
    return absent;
  }
}
