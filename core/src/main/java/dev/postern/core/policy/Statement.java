package dev.postern.core.policy;

import dev.postern.core.policy.condition.Condition;
import dev.postern.core.policy.json.Place;
import dev.postern.core.policy.request.Context;
import dev.postern.core.policy.request.Principal;
import dev.postern.core.policy.request.Request;
import java.util.List;
import java.util.Optional;

/** One statement of a policy, ready to match. {@code index} counts from 0. */
public record Statement(
    int index, Optional<String> sid, Effect effect, Principals principals, Actions actions, Resources resources, List<Condition> conditions, Place place) {
  public Statement {
    conditions = List.copyOf(conditions);
  }

  /** How a statement that is about the request's action names the caller; {@link Grant#NONE} when the rest of it does not match. */
  Grant match(Request request, boolean accountMeansRoot) {
    if (!resources.match(request.resource(), request.context())) {
      return Grant.NONE;
    }
    Grant grant = principals.grantTo(request.principal(), accountMeansRoot);
    if (grant == Grant.NONE) {
      return grant;
    }
    for (int i = 0; i < conditions.size(); i++) {
      if (!conditions.get(i).holds(request.context())) {
        return Grant.NONE;
      }
    }
    return grant;
  }

  /** Whether the statement is about the request's action and resource, whoever asks and under whatever conditions. */
  public boolean covers(Request request) {
    return actions.match(request) && resources.match(request.resource(), request.context());
  }

  /** Whether it is about an action on some resource. */
  public boolean coversAction(String action) {
    return actions.match(new Request(new Principal.Anonymous(), action, "*", "", Context.EMPTY));
  }
}
