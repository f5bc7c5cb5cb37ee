package dev.postern.core.policy;

import dev.postern.core.policy.request.Request;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A policy's statements, found by the action that is asked for: a policy meets the same few actions again and again, and most of it is about others. */
final class StatementsByAction {
  private static final int KEPT = 64;

  private final List<Statement> all;
  private final Map<String, Statement[]> known = new ConcurrentHashMap<>();

  StatementsByAction(List<Statement> all) {
    this.all = List.copyOf(all);
  }

  List<Statement> all() {
    return all;
  }

  /** Those about the action of {@code request}, in their order. */
  Statement[] about(Request request) {
    Statement[] found = known.get(request.foldedAction());
    if (found == null) {
      found = all.stream().filter(statement -> statement.actions().match(request)).toArray(Statement[]::new);
      if (known.size() >= KEPT) {
        known.clear();
      }
      known.put(request.foldedAction(), found);
    }
    return found;
  }
}
