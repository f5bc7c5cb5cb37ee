package dev.postern.core.policy.proof;

import dev.postern.core.policy.request.Context;
import dev.postern.core.policy.request.Principal;
import dev.postern.core.policy.request.PrincipalKeys;
import dev.postern.core.policy.request.Request;

/** Somebody who calls, and what {@code aws:PrincipalArn} says of him: a session's role with its path, empty for who has none. */
record Caller(Principal principal, String arn) {
  static Caller of(Principal principal) {
    return new Caller(principal, "");
  }

  /** The keys that follow from the caller. */
  Context keys() {
    Context derived = PrincipalKeys.complete(new Request(principal, "", "", "", Context.EMPTY)).context();
    return arn.isEmpty() ? derived : derived.toBuilder().put("aws:PrincipalArn", arn).build();
  }
}
