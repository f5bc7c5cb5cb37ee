package dev.postern.core.policy.pattern;

import dev.postern.core.policy.request.Context;
import dev.postern.core.policy.request.Values;
import org.jspecify.annotations.Nullable;

/** A template ready to match; one with variables takes their values from the request. */
public final class TextPattern {
  private final Template template;
  /** What the variables' values are put between; the whole when there are none. */
  private final Glob glob;
  private final boolean variables;
  /** Atoms that can be compared one after the other: no run, but for one at the end. */
  private final boolean straight;
  /** A text that is compared whole, or, with {@code open}, as a beginning: most are one or the other, and need no glob. */
  private final boolean simple;
  private final boolean open;
  private final String head;
  /** Whether characters of two units need care; only then is {@link #wide} ever made. */
  private final boolean careful;
  private volatile @Nullable Wide wide;

  private TextPattern(Template template) {
    this.template = template;
    this.variables = template.hasVariables();
    this.glob = variables ? Glob.of(new Template(java.util.List.of())) : Glob.of(template);
    int size = template.atoms().size();
    int run = template.atoms().indexOf(new Atom.Run());
    this.straight = run < 0 || run == size - 1;
    this.open = run >= 0;
    this.head = size > 0 && template.atoms().getFirst() instanceof Atom.Literal(String text) ? text : "";
    this.careful = Wide.concerns(template);
    this.simple = !variables && size == (head.isEmpty() ? 0 : 1) + (open ? 1 : 0) && straight && !careful;
  }

  public static TextPattern of(Template template) {
    return new TextPattern(template);
  }

  public Template template() {
    return template;
  }

  public boolean matches(String text, Context context) {
    return matches(text, 0, text.length(), context);
  }

  /** Whether {@code text} from {@code from} to {@code to} matches. A variable without a value matches no text. */
  public boolean matches(String text, int from, int to, Context context) {
    if (simple) {
      int length = head.length();
      return (open ? to - from >= length : to - from == length) && text.startsWith(head, from);
    }
    boolean isWide = (careful || variables) && Wide.concerns(text, from, to);
    if (!variables) {
      return isWide ? wide().matches(text, from, to) : glob.matches(text, from, to);
    }
    if (straight && !isWide) {
      return follows(text, from, to, context);
    }
    return template.resolve(context).map(resolved -> isWide ? of(resolved).matches(text, from, to, context) : Glob.of(resolved).matches(text, from, to)).orElse(false);
  }

  private Wide wide() {
    Wide made = wide;
    if (made == null) {
      made = Wide.of(template);
      wide = made;
    }
    return made;
  }

  private boolean follows(String text, int from, int to, Context context) {
    int at = from;
    for (int i = 0; i < template.atoms().size(); i++) {
      switch (template.atoms().get(i)) {
        case Atom.Literal literal -> at = after(text, at, to, literal.text());
        case Atom.One _ -> at = at < to ? at + 1 : -1;
        case Atom.Run _ -> at = to;
        case Atom.Variable variable -> {
          Values values = context.get(variable.folded());
          if (values.size() == 1) {
            at = after(text, at, to, values.at(0));
          } else if (!values.isPresent() && variable.otherwise().isPresent()) {
            at = after(text, at, to, variable.otherwise().get());
          } else {
            return false;
          }
        }
      }
      if (at < 0) {
        return false;
      }
    }
    return at == to;
  }

  private static int after(String text, int at, int to, String part) {
    return at + part.length() <= to && text.startsWith(part, at) ? at + part.length() : -1;
  }
}
