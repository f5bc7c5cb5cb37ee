package dev.postern.core.policy;

import dev.postern.core.memo.Kept;
import dev.postern.core.policy.request.Request;
import java.util.List;

/** A policy's statements, found by the action that is asked for: a policy meets the same few actions again and again, and most of it is about others. */
final class StatementsByAction {
  private static final int KEPT = 64;

  private final List<Statement> all;
  private final Kept<String, Statement[]> byAction = new Kept<>(KEPT, this::about);

  StatementsByAction(List<Statement> all) {
    this.all = List.copyOf(all);
  }

  List<Statement> all() {
    return all;
  }

  /** Those about the action of {@code request}, in their order. */
  Statement[] about(Request request) {
    return byAction.get(request.foldedAction());
  }

  private Statement[] about(String action) {
    return all.stream().filter(statement -> statement.coversAction(action)).toArray(Statement[]::new);
  }
}
