package dev.postern.core.policy.proof;

import dev.postern.core.policy.Decision;
import dev.postern.core.policy.Statement;
import dev.postern.core.policy.question.Question;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Requests that show what a change of a policy changes, or what a statement is about. */
public final class Difference {
  private Difference() {}

  /** A request that {@code more} allows and {@code less} does not, as the evaluator confirms; with the policies of {@code shown}, which is one of them. */
  public static Optional<Question> between(Setting more, Setting less, Setting shown) {
    Access allowed = Access.of(more, less).choosing(Access.scope(more));
    Access before = Access.of(less, more);
    List<Access> differences = new ArrayList<>();
    if (!before.avoid().isEmpty()) {
      differences.add(allowed.choosing(before.avoid()));
    }
    before.choices().forEach(choice -> differences.add(allowed.avoiding(choice)));
    for (Access difference : differences) {
      Optional<Question> found =
          first(difference, more).filter(question -> decide(question, more).isAllowed() && !decide(question, less).isAllowed()).map(question -> as(question, shown));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** A request that {@code statement} matches. */
  public static Optional<Question> about(Setting setting, Statement statement, boolean gateway) {
    Access access = new Access(List.of(StatementBoxes.of(statement, gateway), List.of(Access.scope(setting))), List.of());
    return first(access, setting);
  }

  private static Optional<Question> first(Access access, Setting setting) {
    Set<Axiom> axioms = EnumSet.allOf(Axiom.class);
    return access.real(setting, axioms).search() instanceof Search.Outcome.Point(var region) ? Witness.of(setting, region) : Optional.empty();
  }

  private static Decision decide(Question question, Setting setting) {
    return Replay.decide(setting, as(question, setting));
  }

  private static Question as(Question question, Setting setting) {
    return Replay.onResource(setting, question.id(), question.request());
  }
}
