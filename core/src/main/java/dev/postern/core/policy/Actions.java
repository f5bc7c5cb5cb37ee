package dev.postern.core.policy;

import dev.postern.core.policy.pattern.Template;
import dev.postern.core.policy.pattern.TextPattern;
import dev.postern.core.policy.request.Context;
import dev.postern.core.policy.request.Fold;
import dev.postern.core.policy.request.Request;
import java.util.List;

/** A statement's {@code Action} or {@code NotAction}, in any case, with wildcards anywhere. */
public final class Actions {
  private static final int ANY_SERVICE = 0;

  private final boolean except;
  private final List<String> written;
  private final TextPattern[] patterns;
  /** For each pattern the hash of its service; {@link #ANY_SERVICE} where wildcards make it several. */
  private final int[] services;

  Actions(boolean except, List<String> written) {
    this.except = except;
    this.written = List.copyOf(written);
    this.patterns = written.stream().map(action -> TextPattern.of(Template.parse(action, true, false).folded())).toArray(TextPattern[]::new);
    this.services = written.stream().map(Fold::lower).mapToInt(Actions::service).toArray();
  }

  private static int service(String action) {
    int colon = action.indexOf(':');
    boolean one = colon > 0 && action.substring(0, colon).chars().noneMatch(c -> c == '*' || c == '?');
    return one ? Request.serviceHash(action) : ANY_SERVICE;
  }

  boolean match(Request request) {
    String action = request.foldedAction();
    for (int i = 0; i < patterns.length; i++) {
      boolean mayBe = services[i] == ANY_SERVICE || services[i] == request.serviceHash();
      if (mayBe && patterns[i].matches(action, 0, action.length(), Context.EMPTY)) {
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
