package dev.postern.core.policy.proof;

import dev.postern.core.policy.Decision;
import dev.postern.core.policy.Effect;
import dev.postern.core.policy.Policy;
import dev.postern.core.policy.PolicyDocument;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.Statement;
import dev.postern.core.policy.question.Question;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Whether a statement of a resource policy is of any use, with a request that it decides. */
public record StatementUse(Statement statement, Use use, Optional<Question> example) {
  /** What a statement does. */
  public enum Use {
    /** Without it some request would be decided otherwise. */
    DECIDES,
    /** Whatever it decides, another statement of the same effect decides too. */
    COVERED,
    /** It decides no request: nothing matches it, or a Deny overrules it, or nothing allows what it denies. */
    DEAD,
    UNKNOWN
  }

  /** The use of each statement of the setting's resource policy. */
  public static List<StatementUse> of(Setting setting) {
    List<StatementUse> uses = new ArrayList<>();
    for (Policy policy : setting.resource().stream().toList()) {
      for (Statement statement : policy.document().statements()) {
        uses.add(statement.effect() == Effect.ALLOW ? ofAllow(setting, policy, statement) : ofDeny(setting, policy, statement));
      }
    }
    return uses;
  }

  private static StatementUse ofAllow(Setting setting, Policy policy, Statement statement) {
    List<Box> own = StatementBoxes.of(statement, false);
    Access alive = new Access(List.of(own, List.of(Access.scope(setting))), Access.of(setting).avoid()).throughPoints(setting);
    List<Box> others = Access.boxes(List.of(only(policy, other -> other != statement)), Effect.ALLOW, false);
    return use(setting, statement, exceptRescue(setting, alive.avoiding(others)), exceptRescue(setting, alive));
  }

  private static StatementUse ofDeny(Setting setting, Policy policy, Statement statement) {
    List<Box> own = StatementBoxes.of(statement, false);
    Access alone = Access.of(setting.withResource(only(policy, other -> other != statement)), setting).choosing(own).choosing(Access.scope(setting));
    Access undenied = Access.of(setting.withResource(only(policy, other -> other.effect() == Effect.ALLOW)), setting).choosing(own).choosing(Access.scope(setting));
    return use(setting, statement, exceptRescue(setting, alone), exceptRescue(setting, undenied));
  }

  /** What the owner's root may whatever the policy says, no statement decides. */
  private static Access exceptRescue(Setting setting, Access access) {
    return setting.isS3() ? access.avoiding(List.of(Access.rescue(setting.account()))) : access;
  }

  private static StatementUse use(Setting setting, Statement statement, Access deciding, Access alive) {
    return switch (deciding.real(setting, EnumSet.allOf(Axiom.class)).search()) {
      case Search.Outcome.Point(var region) -> {
        Optional<Question> example = Witness.of(setting, region).filter(question -> isDecidedBy(setting, question, statement));
        yield new StatementUse(statement, example.isPresent() ? Use.DECIDES : Use.UNKNOWN, example);
      }
      case Search.Outcome.Unknown _ -> new StatementUse(statement, Use.UNKNOWN, Optional.empty());
      case Search.Outcome.Nowhere() ->
          switch (alive.real(setting, EnumSet.allOf(Axiom.class)).search()) {
            case Search.Outcome.Point _ -> new StatementUse(statement, Use.COVERED, Optional.empty());
            case Search.Outcome.Unknown _ -> new StatementUse(statement, Use.UNKNOWN, Optional.empty());
            case Search.Outcome.Nowhere() -> new StatementUse(statement, Use.DEAD, Optional.empty());
          };
    };
  }

  private static boolean isDecidedBy(Setting setting, Question question, Statement statement) {
    Decision decision = Replay.decide(setting, question);
    return decision.decidedBy().stream().anyMatch(decider -> decider.type() == PolicyType.RESOURCE && decider.statement() == statement.index());
  }

  private static Policy only(Policy policy, Predicate<Statement> kept) {
    PolicyDocument document = policy.document();
    return new Policy(
        policy.name(), document.with(document.statements().stream().filter(kept).toList()));
  }
}
