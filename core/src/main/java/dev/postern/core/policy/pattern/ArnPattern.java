package dev.postern.core.policy.pattern;

import dev.postern.core.policy.request.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An ARN with wildcards and variables. Each of the first five segments is matched for itself, so that no wildcard crosses a colon; the
 * last takes the rest with its colons.
 * <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html">AWS</a>
 */
public final class ArnPattern {
  private static final int SEGMENTS = 6;

  private final Template template;
  private final TextPattern[] segments;
  /** What every match begins with. */
  private final String head;
  /** Where the last segment begins when all before are literals, else -1. */
  private final int tail;
  /** Whether the head is all of it, and with {@code open} a run follows: most are one or the other. */
  private final boolean simple;
  private final boolean open;
  /** Whether the segments' number depends on the values of variables. */
  private final boolean resolves;

  private ArnPattern(Template template, List<Template> segments) {
    this.template = template;
    this.segments = segments.stream().map(TextPattern::of).toArray(TextPattern[]::new);
    this.resolves = segments.subList(0, segments.size() - 1).stream().anyMatch(Template::hasVariables) || segments.size() < SEGMENTS;
    this.head = template.atoms().isEmpty() || !(template.atoms().getFirst() instanceof Atom.Literal(String text)) ? "" : text;
    this.tail = fifthColon(head) + 1;
    this.open = template.atoms().size() > 1 && template.atoms().get(1) instanceof Atom.Run;
    this.simple = tail > 0 && template.atoms().size() == (open ? 2 : 1) && !Wide.concerns(template);
  }

  /** The pattern of a condition; empty when it has not the six segments of an ARN, whatever its variables' values are. */
  public static Optional<ArnPattern> of(Template template) {
    List<Template> segments = template.splitAtColons(SEGMENTS);
    return segments.size() == SEGMENTS || template.hasVariables() ? Optional.of(new ArnPattern(template, segments)) : Optional.empty();
  }

  /**
   * The pattern of a {@code Resource}. Variables stand only in its last segment: before that their characters stand for themselves. It may
   * be shorter than an ARN when it ends with {@code *}, whose segment then takes the rest.
   */
  public static Optional<ArnPattern> ofResource(String text, boolean variables) {
    int colon = fifthColon(text);
    List<Atom> atoms = new ArrayList<>(Template.parse(text.substring(0, colon + 1), true, false).atoms());
    if (colon < 0) {
      Template whole = Template.parse(text, true, false);
      List<Template> segments = whole.splitAtColons(SEGMENTS);
      boolean open = segments.size() > 1 && whole.atoms().getLast() instanceof Atom.Run;
      return open ? Optional.of(new ArnPattern(whole, segments)) : Optional.empty();
    }
    Template.Builder builder = new Template.Builder();
    atoms.forEach(builder::add);
    Template.parse(text.substring(colon + 1), true, variables).atoms().forEach(builder::add);
    Template whole = builder.build();
    return Optional.of(new ArnPattern(whole, whole.splitAtColons(SEGMENTS)));
  }

  public Template template() {
    return template;
  }

  public boolean matches(String arn, Context context) {
    if (!beginsWithHead(arn)) {
      return false;
    }
    if (simple) {
      return open || arn.length() == head.length();
    }
    if (resolves && template.hasVariables()) {
      return template.resolve(context).flatMap(ArnPattern::of).map(resolved -> resolved.matches(arn, context)).orElse(false);
    }
    if (tail > 0) {
      return segments[segments.length - 1].matches(arn, tail, arn.length(), context);
    }
    int at = 0;
    for (int i = 0; i < segments.length - 1; i++) {
      int colon = arn.indexOf(':', at);
      if (colon < 0 || !segments[i].matches(arn, at, colon, context)) {
        return false;
      }
      at = colon + 1;
    }
    return segments[segments.length - 1].matches(arn, at, arn.length(), context);
  }

  /** ARNs of one service differ late, so the last character is looked at first. */
  private boolean beginsWithHead(String arn) {
    int last = head.length() - 1;
    return last < 0 || arn.length() > last && arn.charAt(last) == head.charAt(last) && arn.startsWith(head);
  }

  /** Whether {@code arn} has the six segments of an ARN. */
  public static boolean isArn(String arn) {
    return fifthColon(arn) > 0;
  }

  private static int fifthColon(String text) {
    int colon = -1;
    for (int i = 0; i < SEGMENTS - 1; i++) {
      colon = text.indexOf(':', colon + 1);
      if (colon < 0) {
        return -1;
      }
    }
    return colon;
  }
}
