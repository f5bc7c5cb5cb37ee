package dev.postern.core.policy;

import dev.postern.core.policy.request.Principal;
import java.util.List;

/** A statement's {@code Principal} or {@code NotPrincipal}; a statement of an identity's own policy has neither. */
public record Principals(Mode mode, List<PrincipalPattern> patterns) {
  /** Which element it was. */
  public enum Mode {
    /** The policy is attached to its principal. */
    NONE,
    LISTED,
    EXCEPT
  }

  public static final Principals ATTACHED = new Principals(Mode.NONE, List.of());

  public Principals {
    patterns = List.copyOf(patterns);
  }

  /**
   * The closest grant to {@code principal}.
   *
   * @param accountMeansRoot whether an account names its root user alone, as in a gateway endpoint's policy
   */
  Grant grantTo(Principal principal, boolean accountMeansRoot) {
    return switch (mode) {
      case NONE -> Grant.DIRECT;
      case LISTED -> listed(principal, accountMeansRoot);
      case EXCEPT -> isExcepted(principal) ? Grant.NONE : Grant.DIRECT;
    };
  }

  private Grant listed(Principal principal, boolean accountMeansRoot) {
    Grant closest = Grant.NONE;
    for (int i = 0; i < patterns.size(); i++) {
      Grant grant = patterns.get(i).grantTo(principal);
      if (grant == Grant.ACCOUNT && accountMeansRoot) {
        continue;
      }
      if (grant.compareTo(closest) > 0) {
        closest = grant;
      }
    }
    return closest;
  }

  /** An account in {@code NotPrincipal} excepts its root user, not all of it: AWS's own example lists it beside the one user who is excepted. */
  private boolean isExcepted(Principal principal) {
    for (int i = 0; i < patterns.size(); i++) {
      Grant grant = patterns.get(i).grantTo(principal);
      if (grant == Grant.DIRECT || grant == Grant.ROLE) {
        return true;
      }
    }
    return false;
  }

  /** Whether it names everybody. */
  public boolean isEveryone() {
    return mode == Mode.LISTED && patterns.stream().anyMatch(PrincipalPattern.Everyone.class::isInstance);
  }
}
