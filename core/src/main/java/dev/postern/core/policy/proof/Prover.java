package dev.postern.core.policy.proof;

import dev.postern.core.policy.Decision;
import dev.postern.core.policy.Effect;
import dev.postern.core.policy.Policy;
import dev.postern.core.policy.Verdict;
import dev.postern.core.policy.proof.text.TextSet;
import dev.postern.core.policy.question.Question;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Proves or refutes sentences about all requests to what a {@link Setting} guards. A refutation has a witness that the evaluator has
 * decided; what it does not confirm is never called a finding.
 */
public final class Prover {
  private static final List<String> POLICY_ACTIONS = List.of("s3:putbucketpolicy");

  private static final String RESCUE =
      "the owner's root user is left out of the question where it reads, writes or deletes the bucket's policy: no bucket policy can stop that";

  private final Setting setting;
  private final Set<Axiom> axioms;
  private final boolean exceptServices;
  private final Asked asked;

  /** Whose requests are asked about. */
  private enum Asked {
    EVERYBODYS,
    /** Not the owner's account. */
    STRANGERS,
    /** The owner's account but for its root: who has the identity policies. */
    ATTACHED
  }

  /**
   * @param axioms what is taken to be true of every request
   * @param exceptServices whether requests of AWS services in their own name, or on behalf of a caller, are left out of the question
   */
  public Prover(Setting setting, Set<Axiom> axioms, boolean exceptServices) {
    this(setting, axioms, exceptServices, Asked.EVERYBODYS);
  }

  private Prover(Setting setting, Set<Axiom> axioms, boolean exceptServices, Asked asked) {
    this.setting = setting;
    this.axioms = Set.copyOf(axioms);
    this.exceptServices = exceptServices;
    this.asked = asked;
  }

  /** Of the resource's own policy, whosever the resource is: the owner's account, which needs no such policy, is left out of the questions. */
  public static Prover ofPolicyAlone(Setting setting) {
    return new Prover(setting, EnumSet.complementOf(EnumSet.of(Axiom.OWN_ORGANIZATION)), false, Asked.STRANGERS);
  }

  /** Of an identity policy, whosever it is and whatever it is about. */
  public static Prover ofIdentityPolicy(Policy policy, String account) {
    return new Prover(Setting.ofIdentity(policy, account), EnumSet.complementOf(EnumSet.of(Axiom.OWN_ORGANIZATION)), false, Asked.ATTACHED);
  }

  public Prover(Setting setting) {
    this(setting, EnumSet.allOf(Axiom.class), false);
  }

  /** No request reaches the resource except through these endpoints; but for the owner's root, who may repair a bucket's policy from anywhere. */
  public Proof onlyThrough(Set<String> endpoints) {
    String claim = "no request reaches " + what() + " except through " + String.join(", ", new TreeSet<>(endpoints));
    Limit elsewhere = Limit.in(TextSet.exactly(List.copyOf(new TreeSet<>(endpoints)))).negated();
    Access access = Access.of(setting).choosing(question().and(Attribute.key("aws:sourcevpce"), elsewhere));
    return nothingOf(claim, exceptRescue(access), setting.isS3() ? List.of(RESCUE) : List.of());
  }

  /** Nobody outside whom or which the policy does not name can reach the resource. */
  public Proof notPublic() {
    String claim = "nobody whom no policy names reaches " + what() + ", from no network that no policy names";
    Access access = Access.of(setting);
    Pinned pinned = Pinned.by(setting);
    for (Box box : List.of(
        Box.of(Attribute.WHO, Limit.in(new CallerSet.OfKind(CallerSet.OfKind.Kind.ANONYMOUS))),
        pinned.strangers(setting))) {
      Proof proof = nothingOf(claim, access.choosing(question().and(box).and(pinned.elsewhere())), List.of());
      if (!(proof instanceof Proof.Proved)) {
        return proof;
      }
    }
    return new Proof.Proved(claim, assumptions(List.of()), Optional.empty());
  }

  /** No request of anybody outside the organization reaches the resource. The owner is taken to be in it. */
  public Proof onlyFrom(String organization) {
    String claim = "no request from outside the organization " + organization + " reaches " + what();
    Prover member = new Prover(setting.inOrganization(organization), axioms, exceptServices, asked);
    Limit outside = Limit.in(TextSet.exactly(List.of(organization))).negated();
    return member.nothingOf(
        claim, Access.of(member.setting).choosing(question().and(Attribute.key("aws:principalorgid"), outside)),
        List.of("the account " + setting.account() + " is in the organization " + organization));
  }

  /** Somebody of the owner's account, other than its root user, can change the policy. */
  public Proof notLockedOut() {
    String claim = "somebody in account " + setting.account() + " other than its root user can change the policy of " + what();
    Box administrator =
        Access.scope(setting)
            .and(Attribute.ACTION, Limit.in(TextSet.exactly(POLICY_ACTIONS)))
            .and(Attribute.WHO, Limit.in(new CallerSet.OfAccount(setting.account())))
            .and(Attribute.WHO, Limit.in(new CallerSet.OfKind(CallerSet.OfKind.Kind.ROOT)).negated());
    List<String> more = List.of("the administrator's identity policies allow everything");
    Search.Outcome allowed = Access.of(setting).choosing(administrator).real(setting, axioms).search();
    if (allowed instanceof Search.Outcome.Point(var region)) {
      return confirm(claim, more, region, Decision::isAllowed, true);
    }
    if (allowed instanceof Search.Outcome.Unknown(String reason)) {
      return new Proof.Unknown(claim, assumptions(more), reason);
    }
    Search.Outcome anybody = new Access(List.of(List.of(administrator)), List.of()).real(setting, axioms).search();
    return anybody instanceof Search.Outcome.Point(var region)
        ? confirm(claim, more, region, decision -> !decision.isAllowed(), false)
        : new Proof.Unknown(claim, assumptions(more), "no administrator can be imagined");
  }

  /** What is allowed now was allowed by {@code older} too. */
  public Proof noNewAccess(Setting older) {
    String claim = "no request to " + what() + " is allowed that was not before";
    List<String> more = List.of("before: " + Assumptions.policies(older));
    Access now = Access.of(setting, older).choosing(question());
    // through a point that was not there nothing was allowed
    Access before = Access.of(older, setting).real(older, Set.of(Axiom.KNOWN_POINTS));
    Predicate<Question> isNew = question -> Replay.verdict(older, question.request()) != Verdict.ALLOWED;
    List<Access> differences = new ArrayList<>();
    if (!before.avoid().isEmpty()) {
      differences.add(now.choosing(before.avoid()));
    }
    before.choices().forEach(choice -> differences.add(now.avoiding(choice)));
    for (Access difference : differences) {
      Proof proof = nothingOf(claim, difference, more);
      if (proof instanceof Proof.Refuted refuted && !isNew.test(refuted.witness())) {
        return new Proof.Unknown(claim, assumptions(more), "the evaluator does not confirm: " + refuted.witness().printRequest());
      }
      if (!(proof instanceof Proof.Proved)) {
        return proof;
      }
    }
    return new Proof.Proved(claim, assumptions(more), Optional.empty());
  }

  /** Nothing of what the Allow statements of {@code asked} say is allowed to anybody. */
  public Proof notGranted(Policy asked) {
    String claim = "no request to " + what() + " for what is asked about is allowed";
    Access access = Access.of(setting).choosing(question()).choosing(Access.boxes(List.of(asked), Effect.ALLOW, false));
    return nothingOf(claim, access, List.of());
  }

  private Proof nothingOf(String claim, Access access, List<String> more) {
    return switch (access.real(setting, axioms).search()) {
      case Search.Outcome.Nowhere() -> new Proof.Proved(claim, assumptions(more), Optional.empty());
      case Search.Outcome.Unknown(String reason) -> new Proof.Unknown(claim, assumptions(more), reason);
      case Search.Outcome.Point(var region) -> confirm(claim, more, region, Decision::isAllowed, false);
    };
  }

  /** The witness of a region, if the evaluator decides it as it should; it refutes the claim, or is all that it needs. */
  private Proof confirm(String claim, List<String> more, Map<Attribute, List<Limit>> region, Predicate<Decision> expected, boolean proves) {
    Optional<Question> witness = Witness.of(setting, region);
    if (witness.isEmpty()) {
      return new Proof.Unknown(claim, assumptions(more), "a request would have to fit patterns with too many wildcards to look through");
    }
    Decision decision = Replay.decide(setting, witness.get());
    if (!expected.test(decision)) {
      boolean chance = region.keySet().stream().anyMatch(attribute -> attribute.kind() == Attribute.Kind.CHANCE);
      String reason = chance ? "it depends on the value of a policy variable" : "the evaluator does not confirm the witness";
      return new Proof.Unknown(claim, assumptions(more), reason + ": " + witness.get().printRequest());
    }
    return proves ? new Proof.Proved(claim, assumptions(more), witness) : new Proof.Refuted(claim, assumptions(more), witness.get(), Replay.onPoint(setting, witness.get()), decision);
  }

  private Access exceptRescue(Access access) {
    return setting.isS3() ? access.avoiding(List.of(Access.rescue(setting.account()))) : access;
  }

  private Box question() {
    Limit owner = Limit.in(new CallerSet.OfAccount(setting.account()));
    Box scope =
        switch (asked) {
          case EVERYBODYS -> Access.scope(setting);
          case STRANGERS -> Access.scope(setting).and(Attribute.WHO, owner.negated());
          case ATTACHED ->
              Access.scope(setting)
                  .and(Attribute.WHO, owner)
                  .and(Attribute.WHO, Limit.in(new CallerSet.OfKind(CallerSet.OfKind.Kind.ROOT)).negated());
        };
    return exceptServices
        ? scope
            .and(Attribute.WHO, Limit.in(new CallerSet.OfKind(CallerSet.OfKind.Kind.SERVICE)).negated())
            .and(Attribute.key("aws:viaawsservice"), Limit.in(TextSet.exactly(List.of("true"))).negated())
        : scope;
  }

  private String what() {
    return String.join(", ", setting.resources());
  }

  private List<String> assumptions(List<String> more) {
    return Assumptions.of(setting, axioms, exceptServices, more);
  }

}
