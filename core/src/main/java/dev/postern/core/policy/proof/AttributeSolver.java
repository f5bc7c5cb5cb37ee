package dev.postern.core.policy.proof;

import dev.postern.core.policy.condition.Operator;
import dev.postern.core.policy.proof.text.TextSet;
import dev.postern.core.policy.proof.text.TextSolver;
import dev.postern.core.policy.proof.text.Work;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds a value of one attribute that keeps all limits on it. */
final class AttributeSolver {
  /** Of a key of many values none is the empty string. */
  private static final TextSet EMPTY = TextSet.exactly(List.of(""));

  /** What comparing a value with one address, number or short text takes, as {@link Work} counts. */
  private static final long COMPARISON = 8;

  private static final Limit NOT_EMPTY = Limit.in(EMPTY).negated();

  private AttributeSolver() {}

  static Found solve(Attribute attribute, List<Limit> limits, Work work) {
    return switch (attribute.kind()) {
      case WHO -> CallerSolver.solve(limits, work);
      case ACTION, RESOURCE, KEY, CHANCE -> solveOne(attribute, limits, work);
      case KEYS -> solveMany(attribute, limits, work);
    };
  }

  private static Found solveOne(Attribute attribute, List<Limit> limits, Work work) {
    if (!attribute.isAlwaysPresent() && limits.stream().allMatch(Limit::admitsAbsence)) {
      return Found.ABSENT;
    }
    return value(attribute, limits, work);
  }

  private static Found solveMany(Attribute attribute, List<Limit> limits, Work work) {
    if (limits.stream().allMatch(Limit::admitsAbsence)) {
      return Found.ABSENT;
    }
    List<Limit> all = limits.stream().filter(limit -> limit.scope() == Limit.Scope.ALL).toList();
    List<Limit> some = limits.stream().filter(limit -> limit.scope() == Limit.Scope.SOME).toList();
    Set<String> values = new LinkedHashSet<>();
    for (int i = 0; i < Math.max(1, some.size()); i++) {
      List<Limit> together = new ArrayList<>(all);
      together.addAll(some.isEmpty() ? List.of() : List.of(some.get(i)));
      together.add(NOT_EMPTY);
      Found found = value(attribute, together, work);
      if (!(found instanceof Found.Present(List<String> one))) {
        return found;
      }
      values.addAll(one);
    }
    return new Found.Present(List.copyOf(values));
  }

  /** One value, presence being given. */
  private static Found value(Attribute attribute, List<Limit> limits, Work work) {
    List<ValueSet.Samples> samples = new ArrayList<>();
    List<TextSet> within = new ArrayList<>();
    List<TextSet> without = new ArrayList<>();
    for (Limit limit : limits) {
      switch (limit.set()) {
        case ValueSet.Samples set -> samples.add(set);
        case ValueSet.Texts(TextSet set) -> (limit.isInside() ? within : without).add(set);
        case ValueSet.Callers set -> throw new IllegalArgumentException("not of " + attribute + ": " + set);
      }
    }
    if (samples.isEmpty()) {
      return text(within, without, work);
    }
    Set<String> candidates = new LinkedHashSet<>(Usual.values(attribute.name(), samples.getFirst().family()));
    samples.forEach(set -> candidates.addAll(set.samples()));
    within.forEach(set -> set.globs().forEach(glob -> glob.exactText().ifPresent(candidates::add)));
    long once = limits.stream().mapToLong(AttributeSolver::cost).sum();
    for (String candidate : candidates) {
      work.spend(once);
      if (work.isSpent()) {
        return Found.TOO_HARD;
      }
      if (limits.stream().allMatch(limit -> limit.set().contains(candidate) == limit.isInside())) {
        return new Found.Present(List.of(candidate));
      }
    }
    boolean bools = limits.stream().anyMatch(limit -> limit.isInside() && limit.set() instanceof ValueSet.Samples set && set.family() == Operator.Family.BOOL);
    return bools || isComplete(samples, within, without) ? Found.NOTHING : Found.TOO_HARD;
  }

  /** Of a comparison of one value. */
  private static long cost(Limit limit) {
    return switch (limit.set()) {
      case ValueSet.Samples set -> COMPARISON * (1L + set.samples().size());
      case ValueSet.Texts(TextSet set) -> COMPARISON * (1L + set.globs().size());
      case ValueSet.Callers _ -> COMPARISON;
    };
  }

  /** Whether the samples meet everything that the limits tell apart: those of one family do, and sets of all texts or of none do not matter. */
  private static boolean isComplete(List<ValueSet.Samples> samples, List<TextSet> within, List<TextSet> without) {
    Operator.Family family = samples.getFirst().family();
    boolean oneFamily = samples.stream().allMatch(set -> set.family() == family);
    List<TextSet> texts = new ArrayList<>(within);
    texts.addAll(without);
    return oneFamily && texts.stream().allMatch(set -> set.globs().isEmpty() || set == TextSet.ANY || set == EMPTY);
  }

  private static Found text(List<TextSet> within, List<TextSet> without, Work work) {
    return switch (TextSolver.solve(within, without, work)) {
      case TextSolver.Result.Found(String text) -> new Found.Present(List.of(text));
      case TextSolver.Result.Empty() -> Found.NOTHING;
      case TextSolver.Result.TooMany() -> Found.TOO_HARD;
    };
  }
}
