package dev.postern.core.authorize;

import dev.postern.core.policy.Decision;
import dev.postern.core.policy.request.Request;

/** What was decided about an ask. */
public record Judgement(Request request, Decision decision) {
  /** As AWS words the refusal. */
  public String message() {
    return decision.message(request);
  }
}
