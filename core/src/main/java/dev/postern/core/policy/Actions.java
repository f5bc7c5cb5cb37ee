package dev.postern.core.policy;

import dev.postern.core.policy.pattern.Template;
import dev.postern.core.policy.pattern.TextPattern;
import dev.postern.core.policy.request.Context;
import dev.postern.core.policy.request.Request;
import java.util.List;

/** A statement's {@code Action} or {@code NotAction}, in any case, with wildcards anywhere. */
public final class Actions {
  private final boolean except;
  private final List<String> written;
  private final TextPattern[] patterns;

  Actions(boolean except, List<String> written) {
    this.except = except;
    this.written = List.copyOf(written);
    this.patterns = written.stream().map(action -> TextPattern.of(Template.parse(action, true, false).folded())).toArray(TextPattern[]::new);
  }

  boolean match(Request request) {
    String action = request.foldedAction();
    for (TextPattern pattern : patterns) {
      if (pattern.matches(action, 0, action.length(), Context.EMPTY)) {
        return !except;
      }
    }
    return except;
  }

  /** Whether it was {@code NotAction}. */
  public boolean isExcept() {
    return except;
  }

  public List<String> written() {
    return written;
  }

  public List<Template> templates() {
    return List.of(patterns).stream().map(TextPattern::template).toList();
  }
}
