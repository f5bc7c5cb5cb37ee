package dev.postern.core.authorize;

import dev.postern.core.policy.Decision;
import dev.postern.core.policy.Evaluator;
import dev.postern.core.policy.PolicySet;
import dev.postern.core.policy.Verdict;
import dev.postern.core.policy.request.Request;

/** What was decided about an ask, with all that it was decided by. */
public record Judgement(Request request, PolicySet policies, Verdict verdict) {
  /** The decision with the statements that made it, worked out anew: most requests are allowed and nobody asks why. */
  public Decision decision() {
    return Evaluator.decide(request, policies);
  }

  /** As AWS words the refusal. */
  public String message() {
    return decision().message(request);
  }
}
