package dev.postern.core.policy;

import dev.postern.core.policy.pattern.ArnPattern;
import dev.postern.core.policy.request.Context;
import java.util.List;
import java.util.Optional;

/** A statement's {@code Resource} or {@code NotResource}; without either it is about whatever the policy is attached to. */
public final class Resources {
  static final Resources ANY = new Resources(false, List.of("*"), false);

  private final boolean except;
  private final List<String> written;
  private final boolean all;
  private final ArnPattern[] patterns;

  /** @param written each {@code *} or an ARN with wildcards, see {@link #isPattern} */
  Resources(boolean except, List<String> written, boolean variables) {
    this.except = except;
    this.written = List.copyOf(written);
    this.all = written.stream().anyMatch(Resources::isAll);
    this.patterns = written.stream().map(text -> ArnPattern.ofResource(text, variables)).flatMap(Optional::stream).toArray(ArnPattern[]::new);
  }

  static boolean isPattern(String text) {
    return isAll(text) || text.startsWith("arn:") && ArnPattern.ofResource(text, false).isPresent();
  }

  private static boolean isAll(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c == '*');
  }

  boolean match(String resource, Context context) {
    if (all) {
      return !except;
    }
    for (ArnPattern pattern : patterns) {
      if (pattern.matches(resource, context)) {
        return !except;
      }
    }
    return except;
  }

  /** Whether it was {@code NotResource}. */
  public boolean isExcept() {
    return except;
  }

  public List<String> written() {
    return written;
  }

  /** Whether {@code *} is among them. */
  public boolean isAll() {
    return all;
  }

  public List<ArnPattern> patterns() {
    return List.of(patterns);
  }
}
